package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the heads of active jobs, oldest first, for one to claim: a job that waits, or one
 * whose worker fell silent. Lives on one event-loop context.
 */
final class JobFinder {
  private static final Logger LOG = LoggerFactory.getLogger(JobFinder.class);

  /**
   * Heads looked at in one go; older jobs come first, so a longer queue waits for the next look.
   */
  private static final int LOOK_AT = 200;

  /** Who decides whether a job is wanted, and takes it. */
  interface Slots {
    boolean anyFree();

    boolean holds(QueueKey key);

    void take(Versioned<Job.Running> claimed);

    /** A job was ended for its dead workers; viewers are to be told. */
    void ended(Job.Failed job);
  }

  private final JobStore jobs;
  private final Context context;
  private final WorkerConfig config;
  private final WorkerPorts ports;
  private final LeaseWatch leases;
  private final Slots slots;

  JobFinder(
      Context context, WorkerConfig config, WorkerPorts ports, LeaseWatch leases, Slots slots) {
    this.jobs = ports.jobs();
    this.context = context;
    this.config = config;
    this.ports = ports;
    this.leases = leases;
    this.slots = slots;
  }

  /**
   * Looks at all active jobs.
   *
   * @return succeeds when all were looked at; fails when the store does not answer
   */
  Future<Void> look() {
    return Future.fromCompletionStage(jobs.active(LOOK_AT), context).compose(this::lookAt);
  }

  private Future<Void> lookAt(List<QueueKey> keys) {
    leases.retain(keys);
    Future<Void> looked = Future.succeededFuture();
    for (QueueKey key : keys) {
      looked = looked.compose(before -> lookAt(key));
    }
    return looked;
  }

  /** Looks at one job. */
  Future<Void> lookAt(QueueKey key) {
    if (slots.holds(key)) {
      return Future.succeededFuture();
    }
    return Future.fromCompletionStage(jobs.find(key), context)
        .compose(head -> head.map(this::consider).orElseGet(Future::succeededFuture));
  }

  private Future<Void> consider(Versioned<Job> head) {
    return head.job()
        .fold(
            pending -> isDue(pending) ? claim(head, pending) : nothing(),
            running -> leases.hasRunOut(running) ? giveUpOn(head, running) : nothing(),
            completed -> nothing(),
            failed -> nothing());
  }

  private boolean isDue(Job.Pending job) {
    return slots.anyFree() && !job.notBefore().isAfter(ports.clock().instant());
  }

  private Future<Void> claim(Versioned<Job> head, Job.Pending job) {
    return move(head, job.claim(config.node(), ports.clock().instant()))
        .map(
            written -> {
              written.ifPresent(this::take);
              return null;
            });
  }

  private void take(Versioned<Job> written) {
    slots.take(new Versioned<>((Job.Running) written.job(), written.version()));
  }

  private Future<Void> giveUpOn(Versioned<Job> head, Job.Running job) {
    LOG.warn(
        "worker fell silent key={} epoch={} worker={}", job.key(), job.run().epoch(), job.worker());
    if (config.retry().survives(job.run())) {
      return move(head, job.workerLost(ports.clock().instant()))
          .compose(written -> written.map(this::consider).orElseGet(JobFinder::nothing));
    }
    Failure failure =
        Failure.of(
            ErrorCode.WORKERS_LOST,
            "Several workers died while they processed this video; it is not tried again.");
    return move(head, job.fail(failure, ports.clock().instant()))
        .map(
            written -> {
              written.ifPresent(ended -> slots.ended((Job.Failed) ended.job()));
              return null;
            });
  }

  private Future<Optional<Versioned<Job>>> move(Versioned<Job> head, Job next) {
    return Future.fromCompletionStage(jobs.advance(head, next), context);
  }

  private static Future<Void> nothing() {
    return Future.succeededFuture();
  }
}
