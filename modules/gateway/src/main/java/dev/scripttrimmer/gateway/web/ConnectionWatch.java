package dev.scripttrimmer.gateway.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets go of connections that take too long to say what they want. The server's idle time-out
 * begins anew with every byte, so that a client which sends a header's bytes one by one would never
 * be late; here only a whole request counts. Belongs to one event loop.
 */
public final class ConnectionWatch implements Handler<RoutingContext> {
  private final Vertx vertx;
  private final ConnectionLimits limits;
  private final Patience first;
  private final Patience next;

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
    this.first = new Patience(first);
    this.next = new Patience(next);
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
    private Patience waitedFor;
    private long deadline;

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

    void expect(Patience patience) {
      waitedFor = patience;
      patience.begin(this);
    }

    void stop() {
      if (waitedFor != null) {
        waitedFor.end(this);
        waitedFor = null;
      }
    }
  }

  /**
   * Waits for many, equally long for each: who came first is late first, so that one timer does for
   * all.
   */
  private final class Patience {
    private final long nanos;
    private final Set<Watched> waiting = new LinkedHashSet<>();
    private boolean ticking;

    Patience(Duration patience) {
      this.nanos = patience.toNanos();
    }

    void begin(Watched watched) {
      watched.deadline = System.nanoTime() + nanos;
      waiting.add(watched);
      if (!ticking) {
        tickIn(nanos);
      }
    }

    void end(Watched watched) {
      waiting.remove(watched);
    }

    private void tickIn(long wait) {
      ticking = true;
      vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait) + 1), tick -> closeLate());
    }

    private void closeLate() {
      ticking = false;
      List<Watched> late = new ArrayList<>();
      long left = 0;
      for (Watched watched : waiting) {
        left = watched.deadline - System.nanoTime();
        if (left > 0) {
          break;
        }
        late.add(watched);
      }
      late.forEach(
          watched -> {
            watched.stop();
            watched.connection.close();
          });
      if (!waiting.isEmpty() && !ticking) {
        tickIn(left);
      }
    }
  }
}
