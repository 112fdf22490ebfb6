package dev.scripttrimmer.worker;

import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.testkit.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A deployed worker with a lease clock that a test steps. */
final class TestWorker {
  static final Duration LEASE = Duration.ofSeconds(12);

  /** Real time: how often a worker looks and renews. */
  private static final Duration BEAT = Duration.ofMillis(20);

  final NodeId node;
  final GatedJobStore store;
  final MeterRegistry meters = new SimpleMeterRegistry();
  final HeldPipeline pipeline = new HeldPipeline();

  private final AtomicLong nanos = new AtomicLong();
  private final Vertx vertx;
  private final WorkerVerticle verticle;
  private final String deployment;

  TestWorker(String name, Vertx vertx, JobStore jobs, ProgressLog log, Clock clock, int slots) {
    this(name, Set.of("cpu"), BEAT, vertx, jobs, log, clock, slots);
  }

  /**
   * @param capabilities what a trial is to have found
   */
  TestWorker(
      String name,
      Set<String> capabilities,
      Duration beat,
      Vertx vertx,
      JobStore jobs,
      ProgressLog log,
      Clock clock,
      int slots) {
    this.node = new NodeId(name);
    this.store = new GatedJobStore(jobs);
    this.vertx = vertx;
    MessageBus bus = new MessageBus(vertx.eventBus());
    this.verticle =
        new WorkerVerticle(
            new WorkerConfig(
                node, capabilities, slots, beat, LEASE, Duration.ofSeconds(5), RetryPolicy.DEFAULT),
            new WorkerPorts(
                store,
                bus,
                new ProgressPublisher(log, bus),
                pipeline,
                new WorkerMeters(meters),
                new WorkTracer(OpenTelemetry.noop().getTracer("none")),
                clock),
            nanos::get);
    this.deployment = Await.result(vertx.deployVerticle(verticle).toCompletionStage());
  }

  /** Lets a lease pass for this worker, which goes on looking meanwhile. */
  void letALeasePass() {
    Duration step = LEASE.dividedBy(4);
    for (int i = 0; i < 4; i++) {
      store.awaitSight();
      nanos.addAndGet(step.toNanos());
    }
    // The first sight may have been dated one step late.
    nanos.addAndGet(step.toNanos());
  }

  /** Tells it to leave, and waits until it has. */
  void leave() {
    Await.result(vertx.undeploy(deployment).toCompletionStage());
  }
}
