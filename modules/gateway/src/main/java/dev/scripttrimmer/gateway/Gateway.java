package dev.scripttrimmer.gateway;

import dev.scripttrimmer.gateway.job.QueueWatch;
import dev.scripttrimmer.gateway.stream.ProgressTap;
import dev.scripttrimmer.gateway.stream.StreamLimits;
import dev.scripttrimmer.gateway.web.ClusterView;
import dev.scripttrimmer.gateway.web.ConnectionLimits;
import dev.scripttrimmer.gateway.web.RateLimit;
import dev.scripttrimmer.gateway.web.RequestMeter;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
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
    Future<Access> access = Access.open(config, ports);
    Future<Optional<Telling>> telling = Telling.open(vertx, config, ports);
    return Future.all(access, telling)
        .compose(
            opened ->
                start(
                    vertx,
                    config,
                    ports,
                    Shared.of(config, ports, access.result(), telling.result())));
  }

  private static Future<Gateway> start(
      Vertx vertx, GatewayConfig config, GatewayPorts ports, Shared shared) {
    QueueWatch queue = new QueueWatch(vertx, ports.jobs(), ports.meters(), ports.clock());
    AtomicInteger port = new AtomicInteger();
    DeploymentOptions options = new DeploymentOptions().setInstances(config.http().instances());
    return vertx
        .deployVerticle(() -> new GatewayVerticle(config, ports, shared, port::set), options)
        .onFailure(
            failed -> {
              queue.close();
              shared.close();
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
      shared.close();
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
      RateLimit reads,
      RequestMeter requests,
      ClusterView nodes,
      AtomicInteger bridgeSockets,
      ConnectionLimits connections,
      Access access,
      Optional<Telling> telling) {
    /** Beside streams and bridge sockets, connections that are open at once. */
    private static final int OTHER_CONNECTIONS = 2_000;

    void close() {
      nodes.close();
      telling.ifPresent(told -> told.webhooks().close());
    }

    static Shared of(
        GatewayConfig config, GatewayPorts ports, Access access, Optional<Telling> telling) {
      int most = 2 * config.streams().maxStreams() + OTHER_CONNECTIONS;
      int ofOneAddress = config.streams().maxPerAddress() + OTHER_CONNECTIONS;
      StreamLimits streams = new StreamLimits(config.streams());
      return new Shared(
          new ProgressTap(ports.bus()),
          streams,
          new GatewayMeters(ports.meters(), streams),
          RateLimit.ofWrites(config.http().writesPerMinute(), System::nanoTime),
          RateLimit.ofReads(config.http().readsPerMinute(), System::nanoTime),
          new RequestMeter(ports.meters()),
          new ClusterView(ports.bus(), ports.clock()),
          new AtomicInteger(),
          // Behind a proxy all come from its address.
          new ConnectionLimits(most, config.http().behindProxy() ? most : ofOneAddress),
          access,
          telling);
    }
  }
}
