package dev.scripttrimmer.domain.segment;

import dev.scripttrimmer.domain.TimeSpan;

/**
 * A segment as a person wants it.
 *
 * @param title a short phrase; not blank
 */
public record SegmentEdit(SegmentKind kind, TimeSpan span, String title) {
  static SegmentEdit of(Segment segment) {
    return new SegmentEdit(segment.kind(), segment.span(), segment.title());
  }
}
