package dev.scripttrimmer.gateway.web;

import dev.scripttrimmer.domain.QueueKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /eventbus}: live progress for SockJS clients. They hear the progress of jobs and nothing
 * else, and say nothing. Belongs to one event loop.
 */
public final class BridgeRoute {
  private static final Logger LOG = LoggerFactory.getLogger(BridgeRoute.class);
  private static final String PREFIX = "progress.";
  private static final String PROGRESS = "progress\\.[0-9a-f]{32}";
  private static final int MAX_ADDRESS = 64;
  private static final int MAX_HANDLERS = 64;
  private static final int MAX_STREAMED = 128 * 1024;

  /** How SockJS says that a client should come back later, or elsewhere. */
  private static final int GO_AWAY = 3_000;

  private final Vertx vertx;
  private final int maxSockets;
  private final AtomicInteger sockets;
  private final Set<SockJSSocket> open = new HashSet<>();
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

  /** Ends every socket; the clients come back, to another node. */
  public void close() {
    List.copyOf(open).forEach(socket -> socket.close(GO_AWAY, "Go away!"));
  }

  private void allow(BridgeEvent event) {
    switch (event.type()) {
      case SOCKET_CREATED -> event.complete(enter(event.socket()));
      case SOCKET_CLOSED -> {
        sockets.decrementAndGet();
        open.remove(event.socket());
        event.complete(true);
      }
      case REGISTER -> register(event);
      default -> event.complete(true);
    }
  }

  private boolean enter(SockJSSocket socket) {
    if (sockets.incrementAndGet() > maxSockets) {
      sockets.decrementAndGet();
      return false;
    }
    open.add(socket);
    // Once the bridge has set its own, which calls it an error when a client leaves without a word.
    vertx.runOnContext(entered -> socket.exceptionHandler(failed -> failed(socket, failed)));
    return true;
  }

  /** Its close follows, which ends what it listens to. */
  private static void failed(SockJSSocket socket, Throwable failure) {
    if (!(failure instanceof HttpClosedException || failure instanceof IOException)) {
      LOG.warn("bridge socket failed cause={}", failure.toString());
      socket.close();
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
