package dev.scripttrimmer.app.config;

import dev.scripttrimmer.cluster.LogLimits;
import java.time.Duration;

/** {@code progress-log} in the shipped file. */
public record ProgressLogSection(Duration retention, int keysPerNode, int fineUpdates) {
  public LogLimits toLimits() {
    LogLimits defaults = LogLimits.DEFAULT;
    return new LogLimits(
        retention,
        fineUpdates,
        Math.min(fineUpdates, defaults.fineUpdatesOnceEnded()),
        keysPerNode,
        defaults.answerTimeout());
  }
}
