package dev.scripttrimmer.segmentation;

import java.time.Duration;

/**
 * What is taken out of a video to tighten it.
 *
 * @param maxSilence a longer silence is shortened; at least twice {@code kept}
 * @param kept what stays of a shortened silence on either side of it
 * @param minCut less than this is not worth a cut
 */
public record TighteningConfig(Duration maxSilence, Duration kept, Duration minCut) {

  /** Leaves the pauses that speech breathes with. */
  public static final TighteningConfig DEFAULTS =
      new TighteningConfig(Duration.ofMillis(1200), Duration.ofMillis(250), Duration.ofMillis(200));

  public TighteningConfig {
    if (kept.isNegative() || minCut.isNegative() || minCut.isZero()) {
      throw new IllegalArgumentException(
          "kept is 0 or more, minCut above: " + kept + ", " + minCut);
    }
    if (maxSilence.compareTo(kept.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "the longest silence is at least twice what is kept: " + maxSilence + ", " + kept);
    }
  }
}
