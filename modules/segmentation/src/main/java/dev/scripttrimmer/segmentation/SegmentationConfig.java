package dev.scripttrimmer.segmentation;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a segmentation should look like.
 *
 * @param minTopic a topic is not shorter, unless the whole video or a single utterance forces it
 * @param maxTopic a topic is not longer, unless it is one utterance; more than {@code minTopic}
 * @param targetTopics the number of topics, kept as far as the two limits above and the number of
 *     utterances allow; empty to have it chosen
 * @param granularity the expected number of topics in relation to the usual one: 2 asks for twice
 *     as many, 0.5 for half; more than 0. Without effect where {@code targetTopics} is given
 * @param minInteraction a shorter interaction is widened to this length where its topic has room
 * @param maxInteraction a longer interaction is cut to this length; not less than {@code
 *     minInteraction}
 */
public record SegmentationConfig(
    Duration minTopic,
    Duration maxTopic,
    OptionalInt targetTopics,
    double granularity,
    Duration minInteraction,
    Duration maxInteraction) {

  /** What suits lectures of three minutes to three hours. */
  public static final SegmentationConfig DEFAULTS =
      new SegmentationConfig(
          Duration.ofSeconds(30),
          Duration.ofMinutes(20),
          OptionalInt.empty(),
          1,
          Duration.ofSeconds(4),
          Duration.ofMinutes(3));

  public SegmentationConfig {
    if (minTopic.isNegative() || maxTopic.compareTo(minTopic) <= 0) {
      throw new IllegalArgumentException(
          "topics need 0 <= min < max, not " + minTopic + " and " + maxTopic);
    }
    if (targetTopics.isPresent() && targetTopics.getAsInt() < 1) {
      throw new IllegalArgumentException("a target count is 1 or more: " + targetTopics.getAsInt());
    }
    if (!(granularity > 0 && granularity < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a granularity is finite and above 0: " + granularity);
    }
    if (minInteraction.isNegative() || maxInteraction.compareTo(minInteraction) < 0) {
      throw new IllegalArgumentException(
          "interactions need 0 <= min <= max, not " + minInteraction + " and " + maxInteraction);
    }
  }

  /** The same, with exactly {@code count} topics where that is possible. */
  public SegmentationConfig withTargetTopics(int count) {
    return new SegmentationConfig(
        minTopic, maxTopic, OptionalInt.of(count), granularity, minInteraction, maxInteraction);
  }

  /** The same, with about {@code granularity} times the usual number of topics. */
  public SegmentationConfig withGranularity(double granularity) {
    return new SegmentationConfig(
        minTopic, maxTopic, targetTopics, granularity, minInteraction, maxInteraction);
  }

  /** The same, with topics of {@code min} to {@code max}. */
  public SegmentationConfig withTopicLengths(Duration min, Duration max) {
    return new SegmentationConfig(
        min, max, targetTopics, granularity, minInteraction, maxInteraction);
  }
}
