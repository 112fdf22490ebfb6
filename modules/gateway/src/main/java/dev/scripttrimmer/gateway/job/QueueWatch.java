package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.ActiveJob;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts, now and then, the jobs of the whole cluster that wait and that run, and for how long the
 * first one has waited. Every gateway finds the same, a few seconds apart: one listing, and a head
 * or two.
 */
public final class QueueWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int ALL = 1000;

  /** Heads that turn out not to wait before the queue is taken to be empty. */
  private static final int HEADS = 4;

  private final Context context;
  private final JobStore jobs;
  private final Clock clock;
  private final long timer;

  private volatile Seen seen = new Seen(0, 0, Optional.empty());

  /**
   * @param since when the first job of those that wait could have been taken
   */
  private record Seen(int waiting, int running, Optional<Instant> since) {}

  /** Looks at once, and goes on looking until it is closed. */
  public QueueWatch(Vertx vertx, JobStore jobs, MeterRegistry registry, Clock clock) {
    this.context = vertx.getOrCreateContext();
    this.jobs = jobs;
    this.clock = clock;
    gauge(registry, "waiting", seen -> seen.waiting);
    gauge(registry, "running", seen -> seen.running);
    Gauge.builder("trimmer.queue.oldest", this, QueueWatch::ageInSeconds)
        .description("For how long the first of the jobs that wait has waited, cluster-wide")
        .baseUnit("seconds")
        .register(registry);
    look();
    timer = vertx.setPeriodic(PERIOD.toMillis(), tick -> look());
  }

  private void gauge(MeterRegistry registry, String state, CountOf count) {
    Gauge.builder("trimmer.jobs", () -> count.of(seen))
        .description("Jobs that have not ended, cluster-wide")
        .tag("state", state)
        .register(registry);
  }

  @FunctionalInterface
  private interface CountOf {
    int of(Seen seen);
  }

  private double ageInSeconds() {
    return seen.since()
        .map(since -> Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0))
        .orElse(0.0);
  }

  /**
   * Looks now.
   *
   * @return succeeds once the gauges tell what was seen; fails as the store does, and then they
   *     tell what they told before
   */
  public Future<Void> look() {
    return Future.fromCompletionStage(jobs.active(ALL), context)
        .compose(this::count)
        .onSuccess(now -> seen = now)
        .onFailure(failure -> LOG.debug("queue not looked at", failure))
        .mapEmpty();
  }

  private Future<Seen> count(List<ActiveJob> active) {
    List<QueueKey> waiting =
        active.stream().filter(job -> !job.running()).map(ActiveJob::key).toList();
    int working = active.size() - waiting.size();
    return first(waiting, 0).map(since -> new Seen(waiting.size(), working, since));
  }

  /** A head that is not pending was taken, or ended, a moment ago. */
  private Future<Optional<Instant>> first(List<QueueKey> waiting, int place) {
    if (place >= Math.min(waiting.size(), HEADS)) {
      return Future.succeededFuture(Optional.empty());
    }
    return Future.fromCompletionStage(jobs.find(waiting.get(place)), context)
        .compose(
            head -> {
              Optional<Instant> since = head.map(Versioned::job).flatMap(QueueWatch::waitingSince);
              return since.isPresent() ? Future.succeededFuture(since) : first(waiting, place + 1);
            });
  }

  private static Optional<Instant> waitingSince(Job job) {
    return job instanceof Job.Pending pending ? Optional.of(pending.notBefore()) : Optional.empty();
  }

  @Override
  public void close() {
    context.owner().cancelTimer(timer);
  }
}
