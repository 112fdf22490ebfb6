package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.jobstore.JobStoreConfig;
import dev.scripttrimmer.jobstore.ObjectJobStore;
import dev.scripttrimmer.testkit.Await;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.JobSamples;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A move whose reply got lost must not make its own worker lose the job. */
@Timeout(60)
class HeldJobTest {
  private static final Instant NOW = JobSamples.START;

  private final Vertx vertx = Vertx.vertx();
  private final JobStore jobs =
      new ObjectJobStore(
          new InMemoryObjectStore("bucket"), JobStoreConfig.in("bucket"), Clock.systemUTC());
  private final ForgetfulStore forgetful = new ForgetfulStore();
  private final HeldJob held = new HeldJob(forgetful, vertx.getOrCreateContext(), claimed());

  @AfterEach
  void close() {
    Await.result(vertx.close().toCompletionStage());
  }

  @Test
  void theNextMoveGoesOnFromTheOneThatWasNotHeardOf() {
    forgetful.forget = true;
    assertThat(Await.failure(move(job -> job.renew(NOW)))).isInstanceOf(ObjectStoreException.class);
    forgetful.forget = false;

    Job moved = Await.result(move(job -> job.renew(NOW)));

    assertThat(((Job.Running) moved).beat()).isEqualTo(2);
    assertThat(held.isLost()).isFalse();
  }

  @Test
  void aMilestoneInsistedOnIsReachedOnce() {
    long id = EventIds.first(held.job().run().epoch());
    forgetful.forget = true;

    Job moved =
        Await.result(
            held.insist(
                    job -> {
                      boolean reached = job.run().reached(Milestone.STARTED);
                      forgetful.forget = !reached;
                      return reached ? job.renew(NOW) : job.reach(Milestone.STARTED, id, NOW);
                    },
                    () -> false)
                .toCompletionStage());

    assertThat(moved.run().milestones()).hasSize(1);
  }

  @Test
  void aResultThatWasWrittenUnheardCountsAsWritten() {
    Await.result(move(JobSamples::nearlyDone));
    forgetful.forget = true;
    assertThat(Await.failure(move(job -> job.complete(JobSamples.result(1), NOW)))).isNotNull();
    forgetful.forget = false;

    Job moved = Await.result(move(job -> job.complete(JobSamples.result(1), NOW)));

    assertThat(moved).isInstanceOf(Job.Completed.class);
    assertThat(held.isLost()).isFalse();
  }

  @Test
  void theMoveOfSomebodyElseIsALoss() {
    JobStore.Versioned<Job> head = Await.result(jobs.find(held.job().key())).orElseThrow();
    Await.result(jobs.advance(head, ((Job.Running) head.job()).workerLost(NOW)));

    assertThat(Await.failure(move(job -> job.renew(NOW)))).isNotNull();

    Await.result(held.lost().toCompletionStage());
  }

  private CompletionStage<Job> move(Function<Job.Running, Job> next) {
    return held.move(next).toCompletionStage();
  }

  private JobStore.Versioned<Job.Running> claimed() {
    JobStore.Versioned<Job> pending =
        Await.result(jobs.create(JobSamples.pending("a", NOW))).orElseThrow();
    JobStore.Versioned<Job> running =
        Await.result(
                jobs.advance(pending, ((Job.Pending) pending.job()).claim(JobSamples.WORKER, NOW)))
            .orElseThrow();
    return new JobStore.Versioned<>((Job.Running) running.job(), running.version());
  }

  /** Moves heads and, when told so, does not say that it did. */
  private final class ForgetfulStore implements JobStore {
    volatile boolean forget;

    @Override
    public CompletionStage<Optional<Versioned<Job>>> advance(
        Versioned<? extends Job> current, Job next) {
      boolean silent = forget;
      Optional<Versioned<Job>> moved = Await.result(jobs.advance(current, next));
      return silent && moved.isPresent()
          ? CompletableFuture.failedFuture(
              new ObjectStoreException(ObjectStoreException.Kind.UNAVAILABLE, "no answer", null))
          : CompletableFuture.completedFuture(moved);
    }

    @Override
    public CompletionStage<Optional<Versioned<Job>>> find(QueueKey key) {
      return jobs.find(key);
    }

    @Override
    public CompletionStage<Optional<Versioned<Job>>> create(Job.Pending job) {
      return jobs.create(job);
    }

    @Override
    public CompletionStage<List<ActiveJob>> active(int limit) {
      return jobs.active(limit);
    }

    @Override
    public CompletionStage<JobPage> recent(Optional<String> cursor, int limit) {
      return jobs.recent(cursor, limit);
    }
  }
}
