package dev.scripttrimmer.jobstore;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * How an {@link ObjectJobStore} keeps jobs, and {@link Checkpoints} what their stages put out.
 *
 * @param bucket where
 * @param markerGrace how long after a submission its marker may lack a head: longer than the
 *     longest {@code create} and the difference of any two nodes' clocks
 * @param retryPause before the first repetition of a write that got no answer; doubles each time
 * @param writeTries how often a document is written before the store's silence is passed on, 1 or
 *     more
 */
public record JobStoreConfig(
    String bucket, Duration markerGrace, Duration retryPause, int writeTries) {
  public JobStoreConfig {
    if (markerGrace.isNegative() || retryPause.isNegative()) {
      throw new IllegalArgumentException("times are not negative");
    }
    if (writeTries < 1) {
      throw new IllegalArgumentException("a document is written at least once");
    }
  }

  /** What suits a store that is mostly there. */
  public static JobStoreConfig in(String bucket) {
    return new JobStoreConfig(bucket, Duration.ofMinutes(10), Duration.ofMillis(100), 5);
  }

  /** Whether a write that got no answer at its {@code attempt}-th try, from 1, is tried again. */
  boolean repeats(int attempt) {
    return attempt < writeTries;
  }

  /** Completes when the time has come to repeat what failed at its {@code attempt}-th try. */
  CompletionStage<Void> pauseAfter(int attempt) {
    Duration pause = retryPause.multipliedBy(1L << (attempt - 1));
    return pause.isZero()
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS));
  }
}
