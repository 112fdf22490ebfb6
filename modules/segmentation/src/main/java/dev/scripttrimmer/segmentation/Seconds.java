package dev.scripttrimmer.segmentation;

import java.time.Duration;

/** Durations as the seconds that word times are counted in. */
final class Seconds {
  private Seconds() {}

  static double of(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
