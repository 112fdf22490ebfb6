package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.pipeline.Pipeline;
import dev.scripttrimmer.pipeline.RunMonitor;
import dev.scripttrimmer.pipeline.RunRequest;
import dev.scripttrimmer.testkit.JobSamples;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A pipeline whose runs do what a test says, when it says so. */
final class HeldPipeline implements Pipeline {
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  /** One run under way. */
  static final class Call {
    final RunRequest request;
    final RunMonitor monitor;
    private final CompletableFuture<JobResult> end = new CompletableFuture<>();

    private Call(RunRequest request, RunMonitor monitor) {
      this.request = request;
      this.monitor = monitor;
    }

    /** Does what is left to do, milestones included. */
    void complete() {
      reachAll();
      end.complete(JobSamples.result(1));
    }

    void reachAll() {
      for (Milestone milestone : Milestone.values()) {
        if (milestone != Milestone.COMPLETED) {
          monitor.reach(milestone);
        }
      }
    }

    void fail(ErrorCode code) {
      end.completeExceptionally(new TrimException(code, "It did not work."));
    }

    /** Waits until the run was told to stop; it has stopped then. */
    Failure awaitCancelled() {
      try {
        end.orTimeout(GatedJobStore.LIMIT_SECONDS, TimeUnit.SECONDS).join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof TrimException trim) {
          return trim.failure();
        }
        throw e;
      }
      throw new AssertionError("the run was not cancelled");
    }
  }

  @Override
  public JobResult run(RunRequest request, RunMonitor monitor, Cancellation cancellation) {
    Call call = new Call(request, monitor);
    calls.add(call);
    try (Cancellation.Child own = cancellation.child();
        Cancellation.Registration stop =
            own.cancellation()
                .onCancel(
                    () -> {
                      try {
                        own.cancellation().check();
                      } catch (TrimException e) {
                        call.end.completeExceptionally(e);
                      }
                    })) {
      return call.end.join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  /** The next run that begins. */
  Call next() {
    try {
      Call call = calls.poll(GatedJobStore.LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(call).as("a run within %d s", GatedJobStore.LIMIT_SECONDS).isNotNull();
      return call;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean isIdle() {
    return calls.isEmpty();
  }
}
