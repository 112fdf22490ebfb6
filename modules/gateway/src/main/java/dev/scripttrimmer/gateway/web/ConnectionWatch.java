package dev.scripttrimmer.gateway.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets go of connections that take too long to say what they want. The server's idle time-out
 * begins anew with every byte, so that a client which sends a header's bytes one by one would never
 * be late; here only a whole request counts. Belongs to one event loop.
 */
public final class ConnectionWatch implements Handler<RoutingContext> {
  private final Vertx vertx;
  private final ConnectionLimits limits;
  private final Duration first;
  private final Duration next;

  /**
   * By the client's address and port: an upgrade to HTTP/2 makes another connection of the same.
   */
  private final Map<SocketAddress, Watched> open = new HashMap<>();

  /**
   * @param first from the connection's start to its first request's whole head
   * @param next from an answer to the next request's whole head
   */
  public ConnectionWatch(Vertx vertx, ConnectionLimits limits, Duration first, Duration next) {
    this.vertx = vertx;
    this.limits = limits;
    this.first = first;
    this.next = next;
  }

  /** Takes charge of a new connection. */
  public void opened(HttpConnection connection) {
    SocketAddress peer = connection.remoteAddress();
    Watched before = open.get(peer);
    if (before != null) {
      before.stop();
    } else if (!limits.enter(peer.hostAddress())) {
      connection.close();
      return;
    }
    Watched watched = new Watched(connection);
    open.put(peer, watched);
    connection.closeHandler(
        gone -> {
          watched.closed = true;
          watched.stop();
          if (open.remove(peer, watched)) {
            limits.leave(peer.hostAddress());
          }
        });
    watched.expect(first);
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Watched watched = open.get(request.connection().remoteAddress());
    if (watched != null) {
      watched.begin();
      if (!becomesWebSocket(request)) {
        context.addEndHandler(over -> watched.end());
      }
    }
    context.next();
  }

  /** Nothing follows such a request; the bridge's own pings keep watch over it. */
  private static boolean becomesWebSocket(HttpServerRequest request) {
    return request.path() != null
        && request.path().startsWith("/eventbus/")
        && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
  }

  private final class Watched {
    private final HttpConnection connection;
    private boolean closed;
    private int inWork;
    private long timer;

    Watched(HttpConnection connection) {
      this.connection = connection;
    }

    void begin() {
      inWork++;
      stop();
    }

    void end() {
      inWork--;
      if (inWork == 0 && !closed) {
        expect(next);
      }
    }

    void expect(Duration patience) {
      timer = vertx.setTimer(patience.toMillis(), late -> connection.close());
    }

    void stop() {
      vertx.cancelTimer(timer);
    }
  }
}
