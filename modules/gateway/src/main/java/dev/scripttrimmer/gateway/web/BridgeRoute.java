package dev.scripttrimmer.gateway.web;

import dev.scripttrimmer.domain.QueueKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.BridgeEventType;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * {@code /eventbus}: live progress for SockJS clients. They hear the progress of jobs and nothing
 * else, and say nothing.
 */
public final class BridgeRoute {
  private static final String PREFIX = "progress.";
  private static final String PROGRESS = "progress\\.[0-9a-f]{32}";
  private static final int MAX_ADDRESS = 64;
  private static final int MAX_HANDLERS = 64;
  private static final int MAX_STREAMED = 128 * 1024;

  private final Vertx vertx;
  private final int maxSockets;
  private final AtomicInteger sockets;

  private final BiFunction<QueueKey, JsonObject, Future<Boolean>> mayHear;

  /**
   * @param maxSockets open at once on this node
   * @param sockets how many are, counted over all event loops
   * @param mayHear decides by the registration's headers who may listen to a job
   */
  public BridgeRoute(
      Vertx vertx,
      int maxSockets,
      AtomicInteger sockets,
      BiFunction<QueueKey, JsonObject, Future<Boolean>> mayHear) {
    this.vertx = vertx;
    this.mayHear = mayHear;
    this.maxSockets = maxSockets;
    this.sockets = sockets;
  }

  public void mount(Router router) {
    SockJSHandlerOptions transport =
        new SockJSHandlerOptions()
            .setInsertJSESSIONID(false)
            .setRegisterWriteHandler(false)
            .setMaxBytesStreaming(MAX_STREAMED);
    SockJSBridgeOptions bridge =
        new SockJSBridgeOptions()
            .addOutboundPermitted(new PermittedOptions().setAddressRegex(PROGRESS))
            .setMaxAddressLength(MAX_ADDRESS)
            .setMaxHandlersPerSocket(MAX_HANDLERS);
    router
        .route("/eventbus/*")
        .subRouter(SockJSHandler.create(vertx, transport).bridge(bridge, this::allow));
  }

  private void allow(BridgeEvent event) {
    BridgeEventType type = event.type();
    if (type == BridgeEventType.SOCKET_CREATED && sockets.incrementAndGet() > maxSockets) {
      sockets.decrementAndGet();
      event.complete(false);
      return;
    }
    if (type == BridgeEventType.SOCKET_CLOSED) {
      sockets.decrementAndGet();
    }
    if (type == BridgeEventType.REGISTER) {
      register(event);
    } else {
      event.complete(true);
    }
  }

  private void register(BridgeEvent event) {
    JsonObject message = event.getRawMessage();
    String address = message.getString("address", "");
    Object headers = message.getValue("headers");
    Optional<QueueKey> key =
        address.startsWith(PREFIX)
            ? QueueKey.parse(address.substring(PREFIX.length()))
            : Optional.empty();
    key.map(
            job ->
                mayHear.apply(job, headers instanceof JsonObject given ? given : new JsonObject()))
        // What is no job, the bridge itself refuses.
        .orElseGet(() -> Future.succeededFuture(true))
        .onComplete(asked -> event.complete(asked.succeeded() && asked.result()));
  }
}
