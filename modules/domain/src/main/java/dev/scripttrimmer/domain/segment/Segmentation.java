package dev.scripttrimmer.domain.segment;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All segments of a video. A {@link Segmenter} finds topics without gaps or overlaps and
 * interactions that lie within topics; a person may want it otherwise.
 *
 * @param topics in order of time
 * @param interactions in order of time
 */
public record Segmentation(List<Segment> topics, List<Segment> interactions) {
  private static final String EDITED = "edited";

  public Segmentation {
    topics = List.copyOf(topics);
    interactions = List.copyOf(interactions);
  }

  /**
   * The segmentation that a person made of this one. What is known of a segment here goes over to
   * the edited one that shares most of its time.
   *
   * @param edits all segments of the new one, in any order
   */
  public Segmentation edit(List<SegmentEdit> edits) {
    return new Segmentation(
        edited(SegmentKind.TOPIC, edits, topics),
        edited(SegmentKind.INTERACTION, edits, interactions));
  }

  /** Whether {@code edits}, in any order, ask for these very segments. */
  public boolean isWhat(List<SegmentEdit> edits) {
    return Stream.concat(topics.stream(), interactions.stream())
        .map(SegmentEdit::of)
        .toList()
        .equals(
            Stream.of(SegmentKind.TOPIC, SegmentKind.INTERACTION)
                .flatMap(kind -> ordered(kind, edits).stream())
                .toList());
  }

  /** How many segments there are. */
  public int size() {
    return topics.size() + interactions.size();
  }

  /**
   * The same without what lies past the end of the video.
   *
   * @param duration of the video in seconds; segments are cut short there, those past it left out
   */
  public Segmentation within(double duration) {
    return new Segmentation(within(duration, topics), within(duration, interactions));
  }

  private static List<Segment> within(double duration, List<Segment> segments) {
    return segments.stream()
        .filter(segment -> segment.span().start() < duration)
        .map(
            segment ->
                segment.span().end() <= duration
                    ? segment
                    : segment.with(new TimeSpan(segment.span().start(), duration)))
        .toList();
  }

  private static List<Segment> edited(
      SegmentKind kind, List<SegmentEdit> edits, List<Segment> before) {
    List<Segment> edited = new ArrayList<>();
    for (SegmentEdit edit : ordered(kind, edits)) {
      Optional<Segment> origin =
          before.stream()
              .filter(segment -> segment.span().overlap(edit.span()) > 0)
              .max(Comparator.comparingDouble(segment -> segment.span().overlap(edit.span())));
      edited.add(edited(edited.size(), edit, origin));
    }
    return edited;
  }

  private static Segment edited(int index, SegmentEdit edit, Optional<Segment> origin) {
    boolean untouched = origin.map(SegmentEdit::of).filter(edit::equals).isPresent();
    return new Segment(
        index,
        edit.kind(),
        edit.kind() == SegmentKind.TOPIC
            ? Optional.empty()
            : origin
                .flatMap(Segment::interactionType)
                .or(() -> Optional.of(InteractionType.INTERACTIVE_MOMENT)),
        edit.span(),
        edit.title(),
        origin.map(Segment::keywords).orElse(List.of()),
        origin.map(Segment::summary).orElse(""),
        untouched ? origin.get().confidence() : 1,
        untouched ? origin.get().method() : EDITED);
  }

  private static List<SegmentEdit> ordered(SegmentKind kind, List<SegmentEdit> edits) {
    return edits.stream()
        .filter(edit -> edit.kind() == kind)
        .sorted(Comparator.comparing(SegmentEdit::span))
        .toList();
  }
}
