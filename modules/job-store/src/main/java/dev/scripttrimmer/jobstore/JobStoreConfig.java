package dev.scripttrimmer.jobstore;

import java.time.Duration;

/**
 * How an {@link ObjectJobStore} keeps jobs.
 *
 * @param bucket where
 * @param markerGrace how long after a submission its marker may lack a head: longer than the
 *     longest {@code create} and the difference of any two nodes' clocks
 * @param retryPause before the first repetition of a write that got no answer; doubles each time
 * @param writeTries how often a head is written before its silence is passed on, 1 or more
 */
public record JobStoreConfig(
    String bucket, Duration markerGrace, Duration retryPause, int writeTries) {
  public JobStoreConfig {
    if (markerGrace.isNegative() || retryPause.isNegative()) {
      throw new IllegalArgumentException("times are not negative");
    }
    if (writeTries < 1) {
      throw new IllegalArgumentException("a head is written at least once");
    }
  }

  /** What suits a store that is mostly there. */
  public static JobStoreConfig in(String bucket) {
    return new JobStoreConfig(bucket, Duration.ofMinutes(10), Duration.ofMillis(100), 5);
  }
}
