package dev.scripttrimmer.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;

/** How late an event loop is: by how much its timer misses its time. */
public final class EventLoopLag extends VerticleBase {
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final Timer lag;
  private long due;

  private EventLoopLag(Timer lag) {
    this.lag = lag;
  }

  /**
   * Watches every event loop.
   *
   * @return the deployment's id
   */
  public static Future<String> watch(Vertx vertx, MeterRegistry registry) {
    Timer lag =
        Timer.builder("trimmer.event.loop.lag")
            .description("By how much timers of event loops were late")
            .register(registry);
    // Deployments go round all event loops.
    return vertx.deployVerticle(
        () -> new EventLoopLag(lag),
        new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE));
  }

  @Override
  public Future<?> start() {
    due = System.nanoTime() + PERIOD.toNanos();
    vertx.setPeriodic(PERIOD.toMillis(), tick -> measure());
    return Future.succeededFuture();
  }

  private void measure() {
    long now = System.nanoTime();
    lag.record(Duration.ofNanos(Math.max(0, now - due)));
    due = now + PERIOD.toNanos();
  }
}
