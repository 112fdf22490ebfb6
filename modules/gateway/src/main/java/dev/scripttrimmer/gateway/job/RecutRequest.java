package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.segment.SegmentEdit;
import dev.scripttrimmer.domain.segment.SegmentKind;
import dev.scripttrimmer.gateway.web.ApiException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of {@code POST /jobs/KEY/recut}.
 *
 * @param segments null when missing
 */
record RecutRequest(List<Item> segments) {
  static final String EXAMPLE =
      "{\"segments\": [{\"start\": 0, \"end\": 75.5, \"title\": \"Planets\","
          + " \"segment_type\": \"topic\"}]}";

  private static final int MAX_SEGMENTS = 300;

  /** Topics and interactions overlap, but a few segments of everything would fill any store. */
  private static final int MAX_TIMES = 3;

  private static final int MAX_TITLE = 200;
  private static final double MIN_SECONDS = 0.5;

  /** Clients round, and players tell a length of their own: so much past the end is the end. */
  private static final double SLACK_SECONDS = 0.5;

  /** Each component is null when missing. */
  record Item(Double start, Double end, String title, SegmentKind segmentType) {}

  /**
   * The segments asked for.
   *
   * @param duration of the video in seconds
   * @throws ApiException {@code invalid_request} that says which segment is wrong and why
   */
  List<SegmentEdit> edits(double duration) {
    if (segments == null || segments.isEmpty()) {
      throw ApiException.invalid("The body names no segments; send " + EXAMPLE + ".");
    }
    if (segments.size() > MAX_SEGMENTS) {
      throw ApiException.invalid("A video is cut into at most " + MAX_SEGMENTS + " segments.");
    }
    List<SegmentEdit> edits = new ArrayList<>();
    for (Item item : segments) {
      edits.add(edit(item, "Segment " + (edits.size() + 1), duration));
    }
    double total = edits.stream().mapToDouble(edit -> edit.span().length()).sum();
    if (total > MAX_TIMES * duration) {
      throw ApiException.invalid(
          "The segments together are at most " + MAX_TIMES + " times as long as the video.");
    }
    return edits;
  }

  private static SegmentEdit edit(Item item, String name, double duration) {
    if (item == null || item.start == null || item.end == null || item.segmentType == null) {
      throw ApiException.invalid(
          name + " needs a start, an end, a title and a segment_type; send " + EXAMPLE + ".");
    }
    if (!(item.start >= 0) || !(item.end <= duration + SLACK_SECONDS)) {
      throw ApiException.invalid(
          "%s is not within the video, which is %.3f seconds long.".formatted(name, duration));
    }
    double end = Math.min(item.end, duration);
    if (!(end - item.start >= MIN_SECONDS)) {
      throw ApiException.invalid(
          name + " has to end at least " + MIN_SECONDS + " seconds after its start.");
    }
    return new SegmentEdit(
        item.segmentType, new TimeSpan(item.start, end), title(item.title, name));
  }

  private static String title(String title, String name) {
    String stripped = title == null ? "" : title.strip();
    if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > MAX_TITLE) {
      throw ApiException.invalid(name + " needs a title of 1 to " + MAX_TITLE + " characters.");
    }
    if (!stripped.codePoints().allMatch(RecutRequest::isText)) {
      throw ApiException.invalid(
          "The title of " + name.toLowerCase() + " is not one line of text.");
    }
    return stripped;
  }

  private static boolean isText(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
