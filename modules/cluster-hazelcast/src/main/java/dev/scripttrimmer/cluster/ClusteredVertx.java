package dev.scripttrimmer.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import dev.scripttrimmer.domain.progress.ProgressLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A Vert.x that is a node of the cluster, with what the cluster shares.
 *
 * @param vertx its event bus reaches every node
 * @param progressLog shared by every node
 * @param logSize how much of the progress log this node keeps; any thread may ask
 * @param member where other nodes find this one, to be named among their {@link
 *     ClusterConfig#members}
 */
public record ClusteredVertx(
    Vertx vertx,
    ProgressLog progressLog,
    Supplier<LogSize> logSize,
    Membership membership,
    MemberAddress member) {
  private static final int DECODERS = 2;

  /** Starts a node with nothing added to Vert.x; see the other {@code start}. */
  public static Future<ClusteredVertx> start(ClusterConfig config, VertxOptions options) {
    return start(config, options, Vertx.builder());
  }

  /**
   * Starts a node: at once when its configuration names nobody to join, and alone after a second or
   * two when nobody it names answers.
   *
   * @param options of Vert.x; those of its event bus that concern the cluster are replaced
   * @param builder carries metrics and tracing; its options and cluster manager are replaced
   * @return fails with an {@link IllegalArgumentException} when the host cannot be listened on as
   *     configured, and with Hazelcast's or Vert.x's exception when a port is taken, a TLS file
   *     cannot be read, or the cluster refuses this node
   */
  public static Future<ClusteredVertx> start(
      ClusterConfig config, VertxOptions options, VertxBuilder builder) {
    Config settings;
    try {
      settings = HazelcastSettings.of(config);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
    HazelcastClusterManager manager = new HazelcastClusterManager(settings);
    return builder
        .with(new VertxOptions(options).setEventBusOptions(bus(config, options)))
        .withClusterManager(manager)
        .buildClustered()
        .compose(
            vertx ->
                Future.future(
                        (Promise<ClusteredVertx> node) ->
                            node.complete(of(config, vertx, manager.getHazelcastInstance())))
                    .recover(
                        failure -> vertx.close().transform(c -> Future.failedFuture(failure))));
  }

  /**
   * Leaves the cluster: hands over what this node holds, within {@link
   * ClusterTimings#leaveTimeout}, and closes Vert.x.
   */
  public Future<Void> close() {
    return vertx.close();
  }

  private static ClusteredVertx of(ClusterConfig config, Vertx vertx, HazelcastInstance hazelcast) {
    Address address = hazelcast.getCluster().getLocalMember().getAddress();
    HazelcastProgressLog log = new HazelcastProgressLog(hazelcast, config.log(), decoder(vertx));
    return new ClusteredVertx(
        vertx,
        log,
        log::size,
        Membership.follow(vertx, hazelcast, config.node()),
        new MemberAddress(address.getHost(), address.getPort()));
  }

  private static EventBusOptions bus(ClusterConfig config, VertxOptions options) {
    EventBusOptions bus =
        new EventBusOptions(options.getEventBusOptions())
            .setHost(config.bind().host())
            .setPort(config.bind().busPort());
    config
        .busTls()
        .ifPresent(
            tls ->
                bus.setSsl(true)
                    .setClientAuth(ClientAuth.REQUIRED)
                    // By default a node asks nothing of the node that it sends to.
                    .setTrustAll(false)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()))
                    .setTrustOptions(new PemTrustOptions().addCertPath(tls.trusted().toString())));
    return bus;
  }

  private static Executor decoder(Vertx vertx) {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("progress-log", DECODERS);
    return task ->
        workers.executeBlocking(
            () -> {
              task.run();
              return null;
            },
            false);
  }
}
