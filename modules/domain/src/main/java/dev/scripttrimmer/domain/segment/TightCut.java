package dev.scripttrimmer.domain.segment;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.List;

/**
 * What stays of a video.
 *
 * @param keep in order of time, without overlaps
 * @param saved seconds that are taken out, 0 or more
 */
public record TightCut(List<TimeSpan> keep, double saved) {
  public TightCut {
    keep = List.copyOf(keep);
  }

  /** What stays of one {@code segment} of the video; its time saved counts within it. */
  public TightCut within(TimeSpan segment) {
    List<TimeSpan> inside =
        keep.stream()
            .filter(span -> span.overlap(segment) > 0)
            .map(
                span ->
                    new TimeSpan(
                        Math.max(span.start(), segment.start()),
                        Math.min(span.end(), segment.end())))
            .toList();
    return of(inside, segment.length());
  }

  /**
   * @param length of what {@code keep} was taken from, in seconds
   */
  public static TightCut of(List<TimeSpan> keep, double length) {
    double kept = keep.stream().mapToDouble(TimeSpan::length).sum();
    return new TightCut(keep, Math.max(0, length - kept));
  }
}
