package dev.scripttrimmer.gateway.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Closes connections whose next request does not arrive in time, however busily its header drips
 * in; the idle timeout only sees silence. Belongs to one event loop.
 */
public final class RequestDeadlines {
  private final Vertx vertx;
  private final long limitMillis;
  private final Map<HttpConnection, Long> timers = new IdentityHashMap<>();

  public RequestDeadlines(Vertx vertx, Duration limit) {
    this.vertx = vertx;
    this.limitMillis = limit.toMillis();
  }

  /** A connection was made: its first request is due. */
  public void connected(HttpConnection connection) {
    arm(connection);
    connection.closeHandler(closed -> disarm(connection));
  }

  /**
   * Watches requests on their way to {@code next}.
   *
   * @param endless requests after which no other is due on the same connection
   */
  public Handler<HttpServerRequest> watch(
      Handler<HttpServerRequest> next, Predicate<HttpServerRequest> endless) {
    return request -> {
      disarm(request.connection());
      if (request.version() != HttpVersion.HTTP_2 && !endless.test(request)) {
        HttpConnection connection = request.connection();
        request.response().endHandler(ended -> arm(connection));
      }
      next.handle(request);
    };
  }

  private void arm(HttpConnection connection) {
    disarm(connection);
    timers.put(connection, vertx.setTimer(limitMillis, late -> connection.close()));
  }

  private void disarm(HttpConnection connection) {
    Long timer = timers.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }
}
