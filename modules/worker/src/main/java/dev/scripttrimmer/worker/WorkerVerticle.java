package dev.scripttrimmer.worker;

import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.JobNotice;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims jobs while it has room, and runs them. It is rung when a job waits, and looks by itself
 * now and then, because rings get lost. Undeploying it hands its jobs back.
 */
public final class WorkerVerticle extends VerticleBase implements JobFinder.Slots {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerVerticle.class);

  /** Beats that the head of a worker which left the cluster may miss. */
  private static final int SHORT_LEASE_BEATS = 2;

  /** How many beats a worker that says nothing counts as one: nodes speak every other second. */
  private static final int SILENT_BEATS = 3;

  /** Workers that a ring wakes; whoever else has room finds the job when it looks by itself. */
  private static final int WOKEN = 8;

  /** What each of them leaves to the one before it. */
  private static final long HEAD_START_MILLIS = 40;

  private final WorkerConfig config;
  private final WorkerPorts ports;
  private final LeaseWatch leases;
  private final Colleagues colleagues;
  private final Map<QueueKey, JobRunner> runners = new HashMap<>();
  private final Promise<Void> idle = Promise.promise();

  private WorkerExecutor threads;
  private JobFinder finder;
  private int claims;
  private boolean looking;
  private boolean lookAgain;
  private boolean leaving;

  public WorkerVerticle(WorkerConfig config, WorkerPorts ports) {
    this(config, ports, System::nanoTime);
  }

  /**
   * @param nanos a monotonic clock, for leases
   */
  WorkerVerticle(WorkerConfig config, WorkerPorts ports, LongSupplier nanos) {
    this.config = config;
    this.ports = ports;
    this.leases =
        new LeaseWatch(config.lease(), config.beat().multipliedBy(SHORT_LEASE_BEATS), nanos);
    this.colleagues =
        new Colleagues(
            config.node(),
            config.capabilities(),
            config.beat().multipliedBy(SILENT_BEATS),
            config.lease().multipliedBy(2),
            nanos);
  }

  @Override
  public Future<?> start() {
    threads =
        vertx.createSharedWorkerExecutor(
            "pipeline-" + config.node(), config.jobs(), Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    finder = new JobFinder(context, config, ports, leases, colleagues, this);
    vertx.setPeriodic(config.beat().toMillis(), timer -> look(true));
    return Future.all(
            ports.bus().consume(Addresses.JOB_WAITING, this::waiting).completion(),
            ports.bus().consume(Addresses.JOB_ENDED, this::ended).completion(),
            ports.bus().consume(Addresses.NODES, colleagues::heard).completion())
        .onSuccess(registered -> look(true));
  }

  /** Hands every job back and waits until it is, or until the time for that is over. */
  @Override
  public Future<?> stop() {
    leaving = true;
    runners.values().forEach(JobRunner::leave);
    completeIfIdle();
    long limit = vertx.setTimer(config.drain().toMillis(), timer -> abandonAll());
    return idle.future()
        .onComplete(done -> vertx.cancelTimer(limit))
        .eventually(() -> threads.close());
  }

  private void abandonAll() {
    LOG.warn("jobs not handed back in time jobs={}", runners.keySet());
    runners.values().forEach(JobRunner::abandon);
    idle.tryComplete();
  }

  private void completeIfIdle() {
    if (leaving && claims == 0 && runners.isEmpty()) {
      idle.tryComplete();
    }
  }

  /** The jobs that run here. Any thread may ask. */
  public Future<Set<QueueKey>> jobs() {
    Promise<Set<QueueKey>> jobs = Promise.promise();
    context.runOnContext(go -> jobs.complete(Set.copyOf(runners.keySet())));
    return jobs.future();
  }

  /** The cluster saw a node leave: its jobs are taken over sooner. Any thread may tell. */
  public void nodeLeft(NodeId node) {
    context.runOnContext(
        go -> {
          leases.nodeLeft(node);
          colleagues.left(node);
          look(true);
        });
  }

  /** The cluster saw a node join, perhaps again. Any thread may tell. */
  public void nodeJoined(NodeId node) {
    context.runOnContext(go -> leases.nodeJoined(node));
  }

  private void waiting(JobNotice notice) {
    int before = colleagues.before(notice.key(), WOKEN);
    if (before == 0) {
      lookAt(notice.key());
    } else if (before < WOKEN) {
      vertx.setTimer(before * HEAD_START_MILLIS, timer -> lookAt(notice.key()));
    }
  }

  private void lookAt(QueueKey key) {
    if (anyFree()) {
      finder.lookAt(key).onFailure(this::storeSilent);
    }
  }

  private void ended(JobNotice notice) {
    JobRunner runner = runners.get(notice.key());
    if (runner != null) {
      runner.check();
    }
  }

  private void look(boolean watchLeases) {
    if (leaving) {
      return;
    }
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    finder
        .look(watchLeases)
        .onFailure(this::storeSilent)
        .onComplete(
            looked -> {
              looking = false;
              if (lookAgain) {
                lookAgain = false;
                look(false);
              }
            });
  }

  @Override
  public boolean anyFree() {
    return !leaving && runners.size() + claims < config.jobs();
  }

  @Override
  public boolean holds(QueueKey key) {
    return runners.containsKey(key);
  }

  @Override
  public void claiming() {
    claims++;
  }

  @Override
  public void claimed() {
    claims--;
    completeIfIdle();
  }

  @Override
  public void take(Versioned<Job.Running> claimed) {
    QueueKey key = claimed.job().key();
    JobRunner runner = new JobRunner(vertx, context, config, ports, claimed);
    runners.put(key, runner);
    if (leaving) {
      runner.leave();
    }
    runner
        .run(threads)
        .onSuccess(this::ring)
        .onComplete(
            done -> {
              runners.remove(key);
              completeIfIdle();
              look(false);
            });
  }

  @Override
  public Future<Void> announce(Job job) {
    ring(job);
    return ports
        .publisher()
        .retell(job)
        .otherwise(
            failure -> {
              LOG.warn("progress was not logged key={}", job.key(), failure);
              return null;
            });
  }

  /** A job that waits again need not wait until somebody looks. */
  private void ring(Job job) {
    if (job instanceof Job.Pending) {
      ports.bus().publish(Addresses.JOB_WAITING, new JobNotice(job.key()));
    }
  }

  private void storeSilent(Throwable failure) {
    leases.blind();
    LOG.warn("jobs could not be looked at", failure);
  }
}
