package dev.scripttrimmer.gateway;

import dev.scripttrimmer.gateway.stream.ProgressTap;
import dev.scripttrimmer.gateway.stream.StreamLimits;
import dev.scripttrimmer.gateway.web.ClusterView;
import dev.scripttrimmer.gateway.web.RateLimit;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP side of a node: one verticle per event loop, and what these share. */
public final class Gateway {
  private final Vertx vertx;
  private final String deploymentId;
  private final int port;
  private final Shared shared;
  private Future<Void> stopped;

  private Gateway(Vertx vertx, String deploymentId, int port, Shared shared) {
    this.vertx = vertx;
    this.deploymentId = deploymentId;
    this.port = port;
    this.shared = shared;
  }

  /**
   * Begins to listen.
   *
   * @return succeeds once requests are taken; fails when the address cannot be bound or the
   *     certificate not be read
   */
  public static Future<Gateway> start(Vertx vertx, GatewayConfig config, GatewayPorts ports) {
    Shared shared = Shared.of(config, ports);
    AtomicInteger port = new AtomicInteger();
    DeploymentOptions options = new DeploymentOptions().setInstances(config.http().instances());
    return vertx
        .deployVerticle(() -> new GatewayVerticle(config, ports, shared, port::set), options)
        .onFailure(failed -> shared.nodes().close())
        .map(id -> new Gateway(vertx, id, port.get(), shared));
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /**
   * Ends every stream in good order, then stops listening.
   *
   * @return succeeds once that is done; the same at every call
   */
  public synchronized Future<Void> stop() {
    if (stopped == null) {
      shared.nodes().close();
      stopped = vertx.undeploy(deploymentId);
    }
    return stopped;
  }

  /** What all event loops of a node share; thread-safe, each. */
  record Shared(
      ProgressTap tap,
      StreamLimits streams,
      GatewayMeters meters,
      RateLimit writes,
      ClusterView nodes,
      AtomicInteger bridgeSockets) {
    static Shared of(GatewayConfig config, GatewayPorts ports) {
      StreamLimits streams = new StreamLimits(config.streams());
      return new Shared(
          new ProgressTap(ports.bus()),
          streams,
          new GatewayMeters(ports.meters(), streams),
          new RateLimit(config.http().writesPerMinute(), System::nanoTime),
          new ClusterView(ports.bus(), ports.clock()),
          new AtomicInteger());
    }
  }
}
