package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The head of a job that this worker holds. Moves happen one after the other, each on what the one
 * before it left; a move that is refused by somebody else's means that the job is theirs.
 *
 * <p>Lives on one event-loop context.
 */
final class HeldJob {
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

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

  /** The head as this worker last knew it. */
  Job.Running job() {
    return current.job();
  }

  /** Succeeds when the job turns out to be no longer this worker's. */
  Future<Void> lost() {
    return lost.future();
  }

  boolean isLost() {
    return lost.future().isComplete();
  }

  /** Whether moves are under way. */
  boolean isMoving() {
    return !tail.isComplete();
  }

  /**
   * Moves the job, after all moves asked for before.
   *
   * @param next may be asked again, about a newer head, when the reply to an earlier move was lost
   * @return the job as it then is; fails with {@code CANCELLED} once the job is no longer this
   *     worker's, and as {@link JobStore#advance} does: then it may have moved or not
   */
  Future<Job> move(Function<Job.Running, Job> next) {
    Future<Job> moved = tail.transform(before -> advance(next));
    tail = moved;
    return moved;
  }

  /**
   * Moves the job as {@link #move} does; while the store does not answer, again and again.
   *
   * @param giveUp whether it is not worth another try
   */
  Future<Job> insist(Function<Job.Running, Job> next, BooleanSupplier giveUp) {
    return move(next)
        .recover(
            failure ->
                isSilence(failure) && !giveUp.getAsBoolean()
                    ? context
                        .owner()
                        .timer(STORE_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(waited -> insist(next, giveUp))
                    : Future.failedFuture(failure));
  }

  private static boolean isSilence(Throwable failure) {
    return failure instanceof ObjectStoreException store
        && store.kind() == ObjectStoreException.Kind.UNAVAILABLE;
  }

  private Future<Job> advance(Function<Job.Running, Job> next) {
    if (released || isLost()) {
      return Future.failedFuture(noLongerHeld());
    }
    return Future.fromCompletionStage(jobs.advance(current, next.apply(current.job())), context)
        .compose(written -> written.isPresent() ? accept(written.get()) : lookWhoseItIs(next));
  }

  private Future<Job> accept(Versioned<Job> head) {
    if (head.job() instanceof Job.Running running) {
      current = new Versioned<>(running, head.version());
    } else {
      released = true;
    }
    return Future.succeededFuture(head.job());
  }

  /** A refusal may come from an earlier move of our own, which the store never said it made. */
  private Future<Job> lookWhoseItIs(Function<Job.Running, Job> next) {
    return Future.fromCompletionStage(jobs.find(job().key()), context)
        .compose(
            found -> {
              Optional<Job> head = found.map(Versioned::job);
              if (head.filter(this::isOurs).isPresent()) {
                accept(found.get());
                return advance(next);
              }
              if (head.filter(this::isOurCompletion).isPresent()) {
                return accept(found.get());
              }
              lost.tryComplete();
              return Future.failedFuture(noLongerHeld());
            });
  }

  private boolean isOurs(Job head) {
    return head instanceof Job.Running running
        && running.run().epoch() == job().run().epoch()
        && running.worker().equals(job().worker());
  }

  /** Others may end an epoch, but only its owner can end it with a result. */
  private boolean isOurCompletion(Job head) {
    return head instanceof Job.Completed && head.run().epoch() == job().run().epoch() + 1;
  }

  private static TrimException noLongerHeld() {
    return new TrimException(ErrorCode.CANCELLED, "The job is no longer this worker's.");
  }
}
