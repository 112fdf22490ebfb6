package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Function;

/**
 * The head of a job that this worker holds. Moves happen one after the other, each on what the one
 * before it left; the first refused move means that the job belongs to somebody else.
 *
 * <p>Lives on one event-loop context.
 */
final class HeldJob {
  private final JobStore jobs;
  private final Context context;
  private final Promise<Void> lost = Promise.promise();

  private Versioned<Job.Running> current;
  private Future<?> tail = Future.succeededFuture();
  private boolean released;

  HeldJob(JobStore jobs, Context context, Versioned<Job.Running> claimed) {
    this.jobs = jobs;
    this.context = context;
    this.current = claimed;
  }

  /** The head as this worker last wrote it. */
  Job.Running job() {
    return current.job();
  }

  /** Succeeds when the job turns out to be no longer this worker's. */
  Future<Void> lost() {
    return lost.future();
  }

  /**
   * Moves the job, after all moves asked for before.
   *
   * @return the job as it then is; fails with {@code CANCELLED} once the job is no longer this
   *     worker's, and as {@link JobStore#advance} does, which leaves the job where it was
   */
  Future<Job> move(Function<Job.Running, Job> next) {
    Future<Job> moved = tail.transform(before -> advance(next));
    tail = moved;
    return moved;
  }

  private Future<Job> advance(Function<Job.Running, Job> next) {
    if (released || lost.future().isComplete()) {
      return Future.failedFuture(noLongerHeld());
    }
    return Future.fromCompletionStage(jobs.advance(current, next.apply(current.job())), context)
        .compose(this::accept);
  }

  private Future<Job> accept(Optional<Versioned<Job>> written) {
    if (written.isEmpty()) {
      lost.tryComplete();
      return Future.failedFuture(noLongerHeld());
    }
    Versioned<Job> head = written.get();
    if (head.job() instanceof Job.Running running) {
      current = new Versioned<>(running, head.version());
    } else {
      released = true;
    }
    return Future.succeededFuture(head.job());
  }

  private static TrimException noLongerHeld() {
    return new TrimException(ErrorCode.CANCELLED, "The job is no longer this worker's.");
  }
}
