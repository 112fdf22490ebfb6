package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.NodeId;
import java.time.Duration;
import java.util.Set;

/**
 * How a worker works.
 *
 * @param node this process
 * @param capabilities what it can do, found by trial: {@code cpu}, and perhaps {@code gpu}
 * @param jobs how many jobs it runs at once, at least 1
 * @param beat how often it renews the lease of each job, and looks for jobs by itself
 * @param lease how long a job's head may stand still before another worker takes the job over; at
 *     least two beats
 * @param drain how long it tries to hand its jobs back when it is told to leave
 * @param retry what happens after failures
 */
public record WorkerConfig(
    NodeId node,
    Set<String> capabilities,
    int jobs,
    Duration beat,
    Duration lease,
    Duration drain,
    RetryPolicy retry) {
  public WorkerConfig {
    capabilities = Set.copyOf(capabilities);
    if (jobs < 1) {
      throw new IllegalArgumentException("a worker runs at least one job");
    }
    if (beat.compareTo(Duration.ZERO) <= 0 || lease.compareTo(beat.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException("a lease outlasts two missed beats");
    }
  }
}
