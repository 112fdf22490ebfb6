package dev.scripttrimmer.app.config;

import dev.scripttrimmer.segmentation.SegmentationConfig;
import java.time.Duration;

/** {@code segmentation} in the shipped file. */
public record SegmentationSection(Duration minTopic, Duration maxTopic, double granularity) {
  public SegmentationConfig toSegmentation() {
    return SegmentationConfig.DEFAULTS
        .withTopicLengths(minTopic, maxTopic)
        .withGranularity(granularity);
  }
}
