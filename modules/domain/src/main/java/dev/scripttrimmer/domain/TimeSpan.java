package dev.scripttrimmer.domain;

/**
 * A stretch of a video, half open: {@code start} belongs to it, {@code end} does not.
 *
 * @param start seconds, finite, 0 or more
 * @param end seconds, finite, not before {@code start}
 */
public record TimeSpan(double start, double end) implements Comparable<TimeSpan> {
  public TimeSpan {
    if (!(start >= 0 && end >= start && end < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("not a time span: " + start + " to " + end);
    }
  }

  /** Length in seconds, 0 or more. */
  public double length() {
    return end - start;
  }

  public boolean contains(double second) {
    return start <= second && second < end;
  }

  /** Seconds that both spans cover; 0 when they do not meet. */
  public double overlap(TimeSpan other) {
    return Math.max(0, Math.min(end, other.end) - Math.max(start, other.start));
  }

  /** The shortest span that covers both. */
  public TimeSpan union(TimeSpan other) {
    return new TimeSpan(Math.min(start, other.start), Math.max(end, other.end));
  }

  /** This span, {@code seconds} later (earlier when negative, though not before 0). */
  public TimeSpan shift(double seconds) {
    return new TimeSpan(Math.max(0, start + seconds), Math.max(0, end + seconds));
  }

  @Override
  public int compareTo(TimeSpan other) {
    int byStart = Double.compare(start, other.start);
    return byStart != 0 ? byStart : Double.compare(end, other.end);
  }
}
