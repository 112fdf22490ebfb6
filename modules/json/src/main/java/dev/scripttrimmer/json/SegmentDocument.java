package dev.scripttrimmer.json;

import com.fasterxml.jackson.databind.util.StdConverter;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.segment.InteractionType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.SegmentKind;
import java.util.List;
import java.util.Optional;

/** A segment on one level. */
record SegmentDocument(
    int index,
    SegmentKind segmentType,
    Optional<InteractionType> interactionType,
    double start,
    double end,
    String title,
    List<String> keywords,
    String summary,
    double confidence,
    String method) {
  static final class FromSegment extends StdConverter<Segment, SegmentDocument> {
    @Override
    public SegmentDocument convert(Segment segment) {
      return new SegmentDocument(
          segment.index(),
          segment.kind(),
          segment.interactionType(),
          segment.span().start(),
          segment.span().end(),
          segment.title(),
          segment.keywords(),
          segment.summary(),
          segment.confidence(),
          segment.method());
    }
  }

  static final class ToSegment extends StdConverter<SegmentDocument, Segment> {
    @Override
    public Segment convert(SegmentDocument segment) {
      return new Segment(
          segment.index,
          segment.segmentType,
          segment.interactionType,
          new TimeSpan(segment.start, segment.end),
          segment.title,
          segment.keywords,
          segment.summary,
          segment.confidence,
          segment.method);
    }
  }
}
