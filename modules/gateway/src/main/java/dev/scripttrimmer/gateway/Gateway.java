package dev.scripttrimmer.gateway;

import dev.scripttrimmer.gateway.job.QueueWatch;
import dev.scripttrimmer.gateway.stream.ProgressTap;
import dev.scripttrimmer.gateway.stream.StreamLimits;
import dev.scripttrimmer.gateway.web.ClusterView;
import dev.scripttrimmer.gateway.web.RateLimit;
import dev.scripttrimmer.gateway.web.RequestMeter;
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
  private final QueueWatch queue;
  private Future<Void> stopped;

  private Gateway(Vertx vertx, String deploymentId, int port, Shared shared, QueueWatch queue) {
    this.vertx = vertx;
    this.deploymentId = deploymentId;
    this.port = port;
    this.shared = shared;
    this.queue = queue;
  }

  /**
   * Begins to listen.
   *
   * @return succeeds once requests are taken; fails when the address cannot be bound, the
   *     certificate not be read, or the store not be asked for what signs tokens
   */
  public static Future<Gateway> start(Vertx vertx, GatewayConfig config, GatewayPorts ports) {
    return Access.open(config, ports)
        .compose(access -> start(vertx, config, ports, Shared.of(config, ports, access)));
  }

  private static Future<Gateway> start(
      Vertx vertx, GatewayConfig config, GatewayPorts ports, Shared shared) {
    QueueWatch queue =
        new QueueWatch(vertx, ports.jobs(), shared.nodes()::running, ports.meters(), ports.clock());
    AtomicInteger port = new AtomicInteger();
    DeploymentOptions options = new DeploymentOptions().setInstances(config.http().instances());
    return vertx
        .deployVerticle(() -> new GatewayVerticle(config, ports, shared, port::set), options)
        .onFailure(
            failed -> {
              queue.close();
              shared.nodes().close();
            })
        .map(id -> new Gateway(vertx, id, port.get(), shared, queue));
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
      queue.close();
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
      RequestMeter requests,
      ClusterView nodes,
      AtomicInteger bridgeSockets,
      Access access) {
    static Shared of(GatewayConfig config, GatewayPorts ports, Access access) {
      StreamLimits streams = new StreamLimits(config.streams());
      return new Shared(
          new ProgressTap(ports.bus()),
          streams,
          new GatewayMeters(ports.meters(), streams),
          new RateLimit(config.http().writesPerMinute(), System::nanoTime),
          new RequestMeter(ports.meters()),
          new ClusterView(ports.bus(), ports.clock()),
          new AtomicInteger(),
          access);
    }
  }
}
