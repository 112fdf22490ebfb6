package dev.scripttrimmer.domain.segment;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.List;
import java.util.Optional;

/**
 * A part of a video that gets a clip.
 *
 * @param index 0, 1, 2, ... among the segments of its kind, in order of time
 * @param interactionType present exactly for interactions
 * @param title a short phrase; not blank
 * @param keywords at most a handful, the most telling first; may be empty
 * @param summary one or two sentences in the speaker's words; may be empty
 * @param confidence how sure its finder is, 0 to 1
 * @param method how it was found, such as {@code lexical-dp}
 */
public record Segment(
    int index,
    SegmentKind kind,
    Optional<InteractionType> interactionType,
    TimeSpan span,
    String title,
    List<String> keywords,
    String summary,
    double confidence,
    String method) {
  public Segment {
    keywords = List.copyOf(keywords);
    if (title.isBlank()) {
      throw new IllegalArgumentException("a segment has a title");
    }
    if (interactionType.isPresent() != (kind == SegmentKind.INTERACTION)) {
      throw new IllegalArgumentException("interactions, and only they, have an interaction type");
    }
  }

  /** The same over another stretch of the video. */
  Segment with(TimeSpan span) {
    return new Segment(
        index, kind, interactionType, span, title, keywords, summary, confidence, method);
  }
}
