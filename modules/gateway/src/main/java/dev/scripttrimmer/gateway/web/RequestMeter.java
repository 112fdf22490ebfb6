package dev.scripttrimmer.gateway.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;

/**
 * Times requests. Its labels are few, whatever clients send: the route's pattern instead of the
 * path, and one name for all methods that nobody serves. Thread-safe.
 */
public final class RequestMeter implements Handler<RoutingContext> {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

  private final MeterRegistry registry;

  public RequestMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void handle(RoutingContext context) {
    long began = System.nanoTime();
    context.addEndHandler(ended -> record(context, Duration.ofNanos(System.nanoTime() - began)));
    context.next();
  }

  private void record(RoutingContext context, Duration took) {
    String method = context.request().method().name();
    Timer.builder("trimmer.http.requests")
        .description("Answered requests; progress streams and the bridge are not among them")
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("route", Answers.routeOf(context))
        .tag("status", String.valueOf(context.response().getStatusCode()))
        .serviceLevelObjectives(
            Duration.ofMillis(25), Duration.ofMillis(100), Duration.ofSeconds(1))
        .register(registry)
        .record(took);
  }
}
