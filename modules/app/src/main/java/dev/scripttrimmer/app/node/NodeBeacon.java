package dev.scripttrimmer.app.node;

import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.NodeStatus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells the cluster now and then what this node is and does. */
final class NodeBeacon extends VerticleBase {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final MessageBus bus;
  private final Supplier<Future<NodeStatus>> status;

  NodeBeacon(MessageBus bus, Supplier<Future<NodeStatus>> status) {
    this.bus = bus;
    this.status = status;
  }

  @Override
  public Future<?> start() {
    tell();
    vertx.setPeriodic(PERIOD.toMillis(), timer -> tell());
    return Future.succeededFuture();
  }

  private void tell() {
    status.get().onSuccess(now -> bus.publish(Addresses.NODES, now));
  }
}
