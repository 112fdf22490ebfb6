package dev.scripttrimmer.gateway.web;

import dev.scripttrimmer.gateway.GatewayPorts.ReadinessCheck;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics}, for operators' machines. */
public final class HealthRoutes {
  private static final long LIMIT_SECONDS = 3;

  private final List<ReadinessCheck> checks;
  private final Optional<Supplier<String>> scrape;

  public HealthRoutes(List<ReadinessCheck> checks, Optional<Supplier<String>> scrape) {
    this.checks = checks;
    this.scrape = scrape;
  }

  public void mount(Router router) {
    router
        .get("/health/live")
        .handler(Answers.json(200, context -> Future.succeededFuture(new Live("up"))));
    router.get("/health/ready").handler(this::ready);
    scrape.ifPresent(text -> router.get("/metrics").handler(context -> metrics(context, text)));
  }

  private void ready(RoutingContext context) {
    List<Future<Outcome>> asked = checks.stream().map(HealthRoutes::ask).toList();
    EventLoops.back(Future.all(asked))
        .onSuccess(
            answered -> {
              Ready ready = Ready.of(asked.stream().map(Future::result).toList());
              Answers.send(context, ready.code().isEmpty() ? 200 : 503, ready);
            })
        .onFailure(context::fail);
  }

  private static Future<Outcome> ask(ReadinessCheck check) {
    Future<Void> answer;
    try {
      answer = check.check().get();
    } catch (RuntimeException e) {
      answer = Future.failedFuture(e);
    }
    return answer
        .timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .map(up -> new Outcome(check.name(), "up", Optional.empty()))
        .otherwise(down -> new Outcome(check.name(), "down", Optional.of(reason(down))));
  }

  private static String reason(Throwable down) {
    if (down instanceof TimeoutException) {
      return "no answer within " + LIMIT_SECONDS + " s";
    }
    return down.getMessage() == null ? down.getClass().getSimpleName() : down.getMessage();
  }

  private static void metrics(RoutingContext context, Supplier<String> text) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(text.get());
  }

  private record Live(String status) {}

  private record Outcome(String name, String status, Optional<String> detail) {
    boolean isDown() {
      return status.equals("down");
    }
  }

  private record Ready(
      String status, List<Outcome> checks, Optional<String> detail, Optional<String> code) {
    static Ready of(List<Outcome> outcomes) {
      List<String> down = outcomes.stream().filter(Outcome::isDown).map(Outcome::name).toList();
      return down.isEmpty()
          ? new Ready("up", outcomes, Optional.empty(), Optional.empty())
          : new Ready(
              "down",
              outcomes,
              Optional.of(
                  down.stream().collect(Collectors.joining(", ", "The node is not ready: ", "."))),
              Optional.of("not_ready"));
    }
  }
}
