package dev.scripttrimmer.segmentation;

/**
 * How long topics are before anything is known of what they say: log-normally distributed around a
 * typical length that grows with the square root of the lecture's, as people's chapter marks do.
 */
final class TopicLengths {
  private static final double REFERENCE_LECTURE = 180;
  private static final double REFERENCE_TOPIC = 50;
  private static final double LOG_DEVIATION = 0.8;

  /** Log odds against one topic more: a border must be worth having. */
  private static final double BORDER_COST = 2;

  private final double lecture;
  private final double logTypical;
  private final double min;
  private final double max;
  private final double logLineLength;

  /**
   * @param lecture seconds, above 0
   * @param lines how many lines the lecture has, above 0
   */
  TopicLengths(double lecture, int lines, SegmentationConfig config) {
    double typical = REFERENCE_TOPIC * Math.sqrt(lecture / REFERENCE_LECTURE);
    this.lecture = lecture;
    this.logTypical = Math.log(typical / config.granularity());
    this.min = Math.min(Seconds.of(config.minTopic()), lecture);
    this.max = Seconds.of(config.maxTopic());
    this.logLineLength = Math.log(lecture / lines);
  }

  /** The share of the lecture that a typical topic takes. */
  double typicalShare() {
    return Math.min(1, Math.exp(logTypical) / lecture);
  }

  boolean isTooLong(double seconds) {
    return seconds > max;
  }

  boolean isTooShort(double seconds) {
    return seconds < min;
  }

  /** Log probability that a topic ends at the line that ends after {@code seconds}. */
  double logPrior(double seconds) {
    double logSeconds = Math.log(Math.max(seconds, 0.1));
    double deviations = (logSeconds - logTypical) / LOG_DEVIATION;
    double density =
        -deviations * deviations / 2
            - Math.log(LOG_DEVIATION * Math.sqrt(2 * Math.PI))
            - logSeconds;
    return density + logLineLength - BORDER_COST;
  }
}
