package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.result.JobResult;

/** What turns a video into a result. */
@FunctionalInterface
public interface Pipeline {
  /**
   * Runs all stages; blocks until the result is in the store. Outputs of an interrupted run are
   * reused. The last milestone is the caller's: it comes with the durable result.
   *
   * @throws dev.scripttrimmer.domain.TrimException as the first stage that failed, or the
   *     cancellation's reason
   */
  JobResult run(RunRequest request, RunMonitor monitor, Cancellation cancellation);
}
