package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.job.RunState;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Whether and when a run is tried again. Pauses double from {@code first} to {@code longest}, each
 * shortened at random by up to half, so that jobs which failed together do not come back together.
 *
 * @param attempts tries after which a transient failure is final, at least 1
 * @param lostWorkers workers that may die on a run before it is taken to be the cause
 */
public record RetryPolicy(int attempts, int lostWorkers, Duration first, Duration longest) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, 3, Duration.ofSeconds(1), Duration.ofSeconds(60));

  /** Whether a run that just failed in this way is tried again. */
  boolean retries(RunState run, Failure failure) {
    return failure.code().isTransient() && run.failures() + 1 < attempts;
  }

  /** Whether a run whose worker just fell silent is given to another one. */
  boolean survives(RunState run) {
    return run.lostWorkers() + 1 < lostWorkers;
  }

  /** The pause before the next try of a run that has failed {@code failures} times before. */
  Duration pause(int failures, RandomGenerator random) {
    double doubled = first.toMillis() * Math.pow(2, failures);
    double bounded = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis((long) (bounded * (0.5 + random.nextDouble() / 2)));
  }
}
