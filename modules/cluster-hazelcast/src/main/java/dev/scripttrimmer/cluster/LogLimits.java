package dev.scripttrimmer.cluster;

import java.time.Duration;

/**
 * How much the progress log keeps, and how long one may wait for it. An ended job's milestones take
 * about 3 KB of heap on each node that has a copy, a fine update about half a KB, a result its size
 * in JSON.
 *
 * @param retention how long a key's log outlives its newest event; whole seconds
 * @param fineUpdates how many updates of a running job are kept besides the durable ones, the
 *     newest ones
 * @param fineUpdatesOnceEnded the same after its end: enough for viewers that were up to date to
 *     resume where they were
 * @param keysPerNode past it, logs are evicted: ended ones first, of these the oldest. At least one
 *     per partition, that is 271
 * @param answerTimeout how long to wait for the node that holds a key
 */
public record LogLimits(
    Duration retention,
    int fineUpdates,
    int fineUpdatesOnceEnded,
    int keysPerNode,
    Duration answerTimeout) {
  public static final LogLimits DEFAULT =
      new LogLimits(Duration.ofHours(24), 256, 16, 100_000, Duration.ofSeconds(5));

  private static final int PARTITIONS = 271;

  public LogLimits {
    if (retention.toSeconds() < 1 || retention.toSeconds() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("retention is less than a second or beyond counting");
    }
    if (fineUpdatesOnceEnded < 1 || fineUpdates < fineUpdatesOnceEnded) {
      throw new IllegalArgumentException(
          "fineUpdatesOnceEnded is from 1, and fineUpdates not less than that");
    }
    if (keysPerNode < PARTITIONS) {
      throw new IllegalArgumentException("keysPerNode is less than " + PARTITIONS);
    }
    if (answerTimeout.isNegative() || answerTimeout.isZero()) {
      throw new IllegalArgumentException("answerTimeout is not positive");
    }
  }
}
