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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims jobs while it has room, and runs them. It is rung when a job waits, and looks by itself
 * now and then, because rings get lost. Undeploying it hands its jobs back.
 */
public final class WorkerVerticle extends VerticleBase implements JobFinder.Slots {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerVerticle.class);

  private final WorkerConfig config;
  private final WorkerPorts ports;
  private final LeaseWatch leases;
  private final Map<QueueKey, JobRunner> runners = new HashMap<>();
  private final Map<QueueKey, Future<Void>> ends = new HashMap<>();

  private WorkerExecutor threads;
  private JobFinder finder;
  private boolean looking;
  private boolean lookAgain;
  private boolean leaving;

  public WorkerVerticle(WorkerConfig config, WorkerPorts ports) {
    this.config = config;
    this.ports = ports;
    this.leases = new LeaseWatch(config.lease(), System::nanoTime);
  }

  @Override
  public Future<?> start() {
    threads =
        vertx.createSharedWorkerExecutor(
            "pipeline-" + config.node(), config.jobs(), Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    finder = new JobFinder(context, config, ports, leases, this);
    vertx.setPeriodic(config.beat().toMillis(), timer -> look());
    return Future.all(
            ports.bus().consume(Addresses.JOB_WAITING, this::waiting).completion(),
            ports.bus().consume(Addresses.JOB_ENDED, this::ended).completion())
        .onSuccess(registered -> look());
  }

  /** Hands every job back and waits until it is. */
  @Override
  public Future<?> stop() {
    leaving = true;
    runners.values().forEach(JobRunner::leave);
    return Future.join(new ArrayList<>(ends.values())).eventually(() -> threads.close());
  }

  /** The jobs that run here. Any thread may ask. */
  public Future<Set<QueueKey>> jobs() {
    Promise<Set<QueueKey>> jobs = Promise.promise();
    context.runOnContext(go -> jobs.complete(Set.copyOf(runners.keySet())));
    return jobs.future();
  }

  /** The cluster saw a node leave: its jobs need not wait for their leases. Any thread may tell. */
  public void nodeLeft(NodeId node) {
    context.runOnContext(
        go -> {
          leases.nodeLeft(node);
          look();
        });
  }

  private void waiting(JobNotice notice) {
    if (anyFree()) {
      finder.lookAt(notice.key()).onFailure(WorkerVerticle::storeSilent);
    }
  }

  private void ended(JobNotice notice) {
    JobRunner runner = runners.get(notice.key());
    if (runner != null) {
      runner.renew();
    }
  }

  private void look() {
    if (leaving) {
      return;
    }
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    finder
        .look()
        .onFailure(WorkerVerticle::storeSilent)
        .onComplete(
            looked -> {
              looking = false;
              if (lookAgain) {
                lookAgain = false;
                look();
              }
            });
  }

  @Override
  public boolean anyFree() {
    return !leaving && runners.size() < config.jobs();
  }

  @Override
  public boolean holds(QueueKey key) {
    return runners.containsKey(key);
  }

  @Override
  public void take(Versioned<Job.Running> claimed) {
    QueueKey key = claimed.job().key();
    JobRunner runner = new JobRunner(vertx, context, config, ports, claimed);
    runners.put(key, runner);
    if (leaving) {
      runner.leave();
    }
    Future<Void> end =
        runner
            .run(threads)
            .onComplete(
                done -> {
                  runners.remove(key);
                  ends.remove(key);
                  look();
                });
    if (!end.isComplete()) {
      ends.put(key, end);
    }
  }

  @Override
  public void ended(Job.Failed job) {
    ports
        .publisher()
        .retell(job)
        .onFailure(failure -> LOG.warn("progress was not logged key={}", job.key(), failure));
  }

  private static void storeSilent(Throwable failure) {
    LOG.warn("jobs could not be looked at", failure);
  }
}
