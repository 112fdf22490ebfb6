package dev.scripttrimmer.app.node;

import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.app.metrics.Metrics;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.cluster.ClusteredVertx;
import dev.scripttrimmer.gateway.Gateway;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.GatewayPorts;
import dev.scripttrimmer.gateway.GatewayPorts.ReadinessCheck;
import dev.scripttrimmer.jobstore.ObjectJobStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Wires the HTTP side of a node to what it shows. */
record GatewayWiring(
    AppConfig config,
    ClusteredVertx cluster,
    Storage storage,
    MessageBus bus,
    Metrics metrics,
    Clock clock) {
  /**
   * Begins to listen.
   *
   * @param resources takes charge of what signing in needs
   * @return as {@link Gateway#start}
   */
  Future<Gateway> start(
      ObjectJobStore jobs,
      ProgressPublisher publisher,
      List<ReadinessCheck> readiness,
      Resources resources) {
    GatewayPorts ports =
        new GatewayPorts(
            jobs,
            cluster.progressLog(),
            publisher,
            bus,
            storage.objects(),
            storage.urls(),
            storage.signer(),
            storage.multipart(),
            readiness,
            metrics.registry(),
            config.management().enabled() ? Optional.empty() : Optional.of(metrics::scrape),
            SignIns.open(config.auth(), cluster.vertx(), resources),
            clock);
    return Gateway.start(cluster.vertx(), settings(), ports);
  }

  private GatewayConfig settings() {
    String bucket = storage.bucket();
    return new GatewayConfig(
        config.http().toGateway(storage.origins()),
        config.stream().toGateway(),
        config.uploads().toGateway(bucket),
        config.jobs().toGateway(bucket),
        config.webhooks().toGateway());
  }
}
