package dev.scripttrimmer.gateway;

import dev.scripttrimmer.gateway.GatewayPorts.ReadinessCheck;
import dev.scripttrimmer.gateway.web.Answers;
import dev.scripttrimmer.gateway.web.HealthRoutes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Health and metrics on a port of their own: all that a node without a gateway serves, and what a
 * gateway need not show to everybody.
 */
public final class Management {
  private final HttpServer server;

  private Management(HttpServer server) {
    this.server = server;
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any free one
   * @param scrape everything counted on this node, in Prometheus' text format
   * @return succeeds once probes are answered; fails when the address cannot be bound
   */
  public static Future<Management> start(
      Vertx vertx, String host, int port, List<ReadinessCheck> readiness, Supplier<String> scrape) {
    Router router = Router.router(vertx);
    IntStream.of(404, 405, 500).forEach(status -> router.errorHandler(status, Answers::fail));
    new HealthRoutes(readiness, Optional.of(scrape)).mount(router);
    return vertx.createHttpServer().requestHandler(router).listen(port, host).map(Management::new);
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Stops listening. */
  public Future<Void> stop() {
    return server.close();
  }
}
