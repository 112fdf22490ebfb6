package dev.scripttrimmer.gateway.web;

import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.gateway.access.Caller;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET /cluster}: the nodes that were heard of lately. Thread-safe. */
public final class ClusterView implements AutoCloseable {
  /** A node that is silent for longer counts as gone. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Clock clock;
  private final Map<NodeId, Heard> nodes = new ConcurrentHashMap<>();
  private final MessageConsumer<JsonObject> consumer;

  public ClusterView(MessageBus bus, Clock clock) {
    this.clock = clock;
    this.consumer = bus.consume(Addresses.NODES, this::heard);
  }

  private void heard(NodeStatus status) {
    Instant now = clock.instant();
    nodes.put(status.node(), new Heard(status, now));
    nodes.values().removeIf(heard -> heard.at().plus(SILENCE).isBefore(now));
  }

  public void mount(Router router) {
    router
        .get("/cluster")
        .handler(Answers.json(200, context -> Future.succeededFuture(new Cluster(shown(context)))));
  }

  /** Where callers sign in, jobs are their owners' alone. */
  private List<NodeStatus> shown(RoutingContext context) {
    return Caller.of(context) instanceof Caller.Anyone
        ? present()
        : present().stream().map(NodeStatus::withoutJobs).toList();
  }

  private List<NodeStatus> present() {
    Instant now = clock.instant();
    return nodes.values().stream()
        .filter(heard -> !heard.at().plus(SILENCE).isBefore(now))
        .map(Heard::status)
        .sorted(Comparator.comparing(NodeStatus::host).thenComparing(n -> n.node().value()))
        .toList();
  }

  @Override
  public void close() {
    consumer.unregister();
  }

  private record Heard(NodeStatus status, Instant at) {}

  private record Cluster(List<NodeStatus> nodes) {}
}
