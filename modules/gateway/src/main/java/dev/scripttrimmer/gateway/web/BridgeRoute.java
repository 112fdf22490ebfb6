package dev.scripttrimmer.gateway.web;

import io.vertx.core.Vertx;
import io.vertx.ext.bridge.BridgeEventType;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code /eventbus}: live progress for SockJS clients. They hear the progress of jobs and nothing
 * else, and say nothing.
 */
public final class BridgeRoute {
  private static final String PROGRESS = "progress\\.[0-9a-f]{32}";
  private static final int MAX_ADDRESS = 64;
  private static final int MAX_HANDLERS = 64;
  private static final int MAX_STREAMED = 128 * 1024;

  private final Vertx vertx;
  private final int maxSockets;
  private final AtomicInteger sockets;

  /**
   * @param maxSockets open at once on this node
   * @param sockets how many are, counted over all event loops
   */
  public BridgeRoute(Vertx vertx, int maxSockets, AtomicInteger sockets) {
    this.vertx = vertx;
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
    event.complete(true);
  }
}
