package dev.scripttrimmer.app.config;

import dev.scripttrimmer.segmentation.SegmentationConfig;
import dev.scripttrimmer.segmentation.TighteningConfig;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * {@code segmentation} in the shipped file.
 *
 * @param topics how many; 0 to have their number found
 */
public record SegmentationSection(
    Duration minTopic,
    Duration maxTopic,
    int topics,
    double granularity,
    Duration minInteraction,
    Duration maxInteraction,
    Duration maxSilence,
    Duration keptSilence) {

  public SegmentationConfig toSegmentation() {
    return new SegmentationConfig(
        minTopic,
        maxTopic,
        topics == 0 ? OptionalInt.empty() : OptionalInt.of(topics),
        granularity,
        minInteraction,
        maxInteraction);
  }

  public TighteningConfig toTightening() {
    return new TighteningConfig(maxSilence, keptSilence, TighteningConfig.DEFAULTS.minCut());
  }
}
