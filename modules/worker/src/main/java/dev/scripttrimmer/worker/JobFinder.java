package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.ActiveJob;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a job to claim: one that waits, oldest first, or one whose worker fell silent. Lives on
 * one event-loop context.
 */
final class JobFinder {
  private static final Logger LOG = LoggerFactory.getLogger(JobFinder.class);

  /** Leases watched at once, however many workers fell silent together. Older jobs come first. */
  private static final int MOST_WATCHED = 200;

  private static final int ALL = 1000;

  /** Among so many neighbours it does not matter who is first. */
  private static final int MIXED = 32;

  private static final Failure WORKERS_LOST =
      Failure.of(
          ErrorCode.WORKERS_LOST,
          "Several workers died while they processed this video; it is not tried again.");

  /** Who decides whether a job is wanted, and takes it. */
  interface Slots {
    boolean anyFree();

    boolean holds(QueueKey key);

    /** A claim begins: until {@link #claimed}, it takes up a slot. */
    void claiming();

    /** A claim has succeeded, after {@link #take}, or not. */
    void claimed();

    void take(Versioned<Job.Running> claimed);

    /** A job was taken away from its dead worker, and waits or has ended; others are to hear. */
    Future<Void> announce(Job job);
  }

  private final JobStore jobs;
  private final Context context;
  private final WorkerConfig config;
  private final WorkerPorts ports;
  private final LeaseWatch leases;
  private final Colleagues colleagues;
  private final QueueTeller queue;
  private final Slots slots;

  /** Jobs of which the list of active jobs said something else than their heads. */
  private final Set<QueueKey> misplaced = new HashSet<>();

  JobFinder(
      Context context,
      WorkerConfig config,
      WorkerPorts ports,
      LeaseWatch leases,
      Colleagues colleagues,
      Slots slots) {
    this.jobs = ports.jobs();
    this.context = context;
    this.config = config;
    this.ports = ports;
    this.leases = leases;
    this.colleagues = colleagues;
    this.queue = new QueueTeller(context, ports, colleagues);
    this.slots = slots;
  }

  /**
   * Looks at jobs that wait, until no slot is free.
   *
   * @param watchLeases whether to look first at this worker's share of the jobs that run, for
   *     workers that fell silent
   * @return succeeds when all were looked at; fails when the store does not answer
   */
  Future<Void> look(boolean watchLeases) {
    return Future.fromCompletionStage(jobs.active(ALL), context)
        .compose(active -> lookAt(active, watchLeases));
  }

  private Future<Void> lookAt(List<ActiveJob> active, boolean watchLeases) {
    Set<QueueKey> keys = active.stream().map(ActiveJob::key).collect(Collectors.toSet());
    leases.retain(keys);
    misplaced.retainAll(keys);
    colleagues.forgetTheSilent();
    List<ActiveJob> watched =
        active.stream().filter(job -> watchLeases && isWatched(job)).limit(MOST_WATCHED).toList();
    if (watchLeases && !slots.anyFree()) {
      queue.tell(active.stream().filter(job -> !job.running()).toList());
    }
    List<ActiveJob> waiting =
        active.stream().filter(job -> !job.running() && !isWatched(job)).toList();
    List<ActiveJob> all = new ArrayList<>(watched);
    all.addAll(roughlyInOrder(waiting));
    Promise<Void> done = Promise.promise();
    lookOn(all, 0, watched.size(), done);
    return done.future();
  }

  private boolean isWatched(ActiveJob job) {
    return misplaced.contains(job.key()) || job.running() && colleagues.watches(job.key());
  }

  /** One after the other, without a chain of futures: a queue of a thousand would be too deep. */
  private void lookOn(List<ActiveJob> jobs, int place, int atLeast, Promise<Void> done) {
    if (place >= jobs.size() || place >= atLeast && !slots.anyFree()) {
      done.complete();
      return;
    }
    lookAt(jobs.get(place))
        .recover(failure -> skip(jobs.get(place).key(), failure))
        .onFailure(done::fail)
        .onSuccess(looked -> context.runOnContext(go -> lookOn(jobs, place + 1, atLeast, done)));
  }

  private Future<Void> lookAt(ActiveJob job) {
    return lookAt(
        job.key(),
        head -> {
          // Whoever died between head and list left a job where nobody looks for it.
          if (head.job() instanceof Job.Running == job.running()) {
            misplaced.remove(job.key());
          } else {
            misplaced.add(job.key());
          }
        });
  }

  /** Workers that all began with the very oldest job would all but one come too late for it. */
  private static List<ActiveJob> roughlyInOrder(List<ActiveJob> jobs) {
    List<ActiveJob> mixed = new ArrayList<>(jobs);
    for (int from = 0; from < mixed.size(); from += MIXED) {
      Collections.shuffle(mixed.subList(from, Math.min(from + MIXED, mixed.size())));
    }
    return mixed;
  }

  /** One job whose head cannot be understood must not keep all others waiting. */
  private static Future<Void> skip(QueueKey key, Throwable failure) {
    if (failure instanceof ObjectStoreException store
        && store.kind() == ObjectStoreException.Kind.UNAVAILABLE) {
      return Future.failedFuture(failure);
    }
    LOG.warn("job cannot be looked at key={} reason={}", key, failure.getMessage());
    return nothing();
  }

  /**
   * Looks at one job.
   *
   * @return fails when the store does not answer, or the head cannot be understood
   */
  Future<Void> lookAt(QueueKey key) {
    return lookAt(key, head -> {});
  }

  private Future<Void> lookAt(QueueKey key, Consumer<Versioned<Job>> seen) {
    if (slots.holds(key)) {
      return nothing();
    }
    return Future.fromCompletionStage(jobs.find(key), context)
        .compose(
            head -> {
              head.ifPresent(seen);
              return head.map(this::consider).orElseGet(JobFinder::nothing);
            });
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
    slots.claiming();
    Span span = ports.tracer().begin("job claim", job);
    return move(head, job.claim(config.node(), ports.clock().instant()))
        .onComplete(claimed -> WorkTracer.end(span, claimed.cause()))
        .<Void>map(
            written -> {
              written.ifPresent(this::take);
              return null;
            })
        .onComplete(done -> slots.claimed());
  }

  private void take(Versioned<Job> written) {
    slots.take(new Versioned<>((Job.Running) written.job(), written.version()));
  }

  private Future<Void> giveUpOn(Versioned<Job> head, Job.Running job) {
    LOG.warn(
        "worker fell silent key={} epoch={} worker={}", job.key(), job.run().epoch(), job.worker());
    ports.meters().workerSilent();
    Instant now = ports.clock().instant();
    Job next =
        config.retry().survives(job.run()) ? job.workerLost(now) : job.fail(WORKERS_LOST, now);
    return move(head, next)
        .compose(
            written ->
                written
                    .map(moved -> slots.announce(moved.job()).compose(told -> consider(moved)))
                    .orElseGet(JobFinder::nothing));
  }

  private Future<Optional<Versioned<Job>>> move(Versioned<Job> head, Job next) {
    return Future.fromCompletionStage(jobs.advance(head, next), context);
  }

  private static Future<Void> nothing() {
    return Future.succeededFuture();
  }
}
