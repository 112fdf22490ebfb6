package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One worker's way to the store: tells a test what the worker sees and moves there, and can be
 * closed, so that the worker's calls wait as they do when its process stands still.
 */
final class GatedJobStore implements JobStore {
  static final long LIMIT_SECONDS = 30;

  private final JobStore store;
  private final BlockingQueue<Job> moved = new LinkedBlockingQueue<>();
  private final BlockingQueue<Job> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<Job> unanswered = new LinkedBlockingQueue<>();
  private final Semaphore looks = new Semaphore(0);
  private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

  GatedJobStore(JobStore store) {
    this.store = store;
  }

  void close() {
    gate = new CompletableFuture<>();
  }

  void open() {
    gate.complete(null);
  }

  /** The next head that this worker writes and that is as wanted. */
  <J extends Job> J moved(Class<J> state, Predicate<J> wanted) {
    return next(moved, state, wanted);
  }

  <J extends Job> J moved(Class<J> state) {
    return moved(state, job -> true);
  }

  /** The next head that this worker tries to write in vain. */
  <J extends Job> J unanswered(Class<J> state) {
    return next(unanswered, state, job -> true);
  }

  /** Waits until this worker has read the head of a job that it does not hold afresh. */
  void awaitSight() {
    seen.clear();
    next(seen, Job.class, job -> true);
  }

  /** Waits until this worker has asked afresh which jobs there are, and has had time to look. */
  void awaitLooks() {
    looks.drainPermits();
    try {
      // It asks again when it is through with the answer before.
      assertThat(looks.tryAcquire(3, LIMIT_SECONDS, TimeUnit.SECONDS)).as("looks").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <J extends Job> J next(
      BlockingQueue<Job> queue, Class<J> state, Predicate<J> wanted) {
    try {
      while (true) {
        Job job = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(job).as("a %s within %d s", state.getSimpleName(), LIMIT_SECONDS).isNotNull();
        if (state.isInstance(job) && wanted.test(state.cast(job))) {
          return state.cast(job);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> find(QueueKey key) {
    return pass(
        () -> store.find(key),
        (head, failure) -> {
          if (failure == null) {
            head.map(Versioned::job).ifPresent(seen::add);
          }
        });
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> create(Job.Pending job) {
    return store.create(job);
  }

  @Override
  public CompletionStage<Optional<Versioned<Job>>> advance(
      Versioned<? extends Job> current, Job next) {
    return pass(
        () -> store.advance(current, next),
        (head, failure) -> {
          if (failure != null) {
            unanswered.add(next);
          } else {
            head.map(Versioned::job).ifPresent(moved::add);
          }
        });
  }

  @Override
  public CompletionStage<List<ActiveJob>> active(int limit) {
    return pass(() -> store.active(limit), (keys, failure) -> looks.release());
  }

  @Override
  public CompletionStage<JobPage> recent(Optional<String> cursor, int limit) {
    return store.recent(cursor, limit);
  }

  /** The answer fails with the very failure of the store, as the port promises. */
  private <T> CompletionStage<T> pass(
      Supplier<CompletionStage<T>> call, BiConsumer<T, Throwable> answered) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    gate.thenRun(
        () ->
            call.get()
                .whenComplete(
                    (value, failure) -> {
                      answered.accept(value, failure);
                      if (failure == null) {
                        answer.complete(value);
                      } else {
                        answer.completeExceptionally(failure);
                      }
                    }));
    return answer;
  }
}
