package dev.scripttrimmer.gateway.web;

import dev.scripttrimmer.json.DomainJson;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records, and refusals, as JSON answers. */
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private Answers() {}

  /** A handler that answers {@code status} with the record that {@code action} succeeds with. */
  public static Handler<RoutingContext> json(
      int status, Function<RoutingContext, Future<?>> action) {
    return context ->
        EventLoops.back(action.apply(context))
            .map(DomainJson::write)
            .onSuccess(body -> send(context.response(), status, body))
            .onFailure(context::fail);
  }

  /** Answers with {@code body} as JSON. */
  public static void send(RoutingContext context, int status, Object body) {
    send(context.response(), status, DomainJson.write(body));
  }

  /** Answers whatever went wrong; the one place that decides what a client is told of it. */
  public static void fail(RoutingContext context) {
    ApiException refusal = refusal(context);
    if (refusal.status() > 500) {
      LOG.warn(
          "request failed method={} route={} status={} code={} cause={}",
          context.request().method(),
          routeOf(context),
          refusal.status(),
          refusal.code(),
          String.valueOf(refusal.getCause()));
    }
    if (refusal.status() == 500) {
      LOG.error("unexpected failure route={}", routeOf(context), refusal.getCause());
    }
    if (context.response().headWritten()) {
      context.response().reset();
      return;
    }
    UnreadBody.discard(context.request());
    send(context.response(), refusal);
  }

  private static ApiException refusal(RoutingContext context) {
    Throwable thrown = context.failure();
    int status = context.statusCode();
    // Handlers of the web server name a status where this program's own code throws.
    return thrown == null || status >= 400 && status < 500
        ? ApiException.ofStatus(status)
        : ApiException.of(thrown);
  }

  /** A handler that answers 405. */
  public static Handler<RoutingContext> refuseMethod(Set<String> allowed) {
    String methods = String.join(", ", allowed);
    return context -> {
      context.response().putHeader(HttpHeaders.ALLOW, methods);
      context.fail(405);
    };
  }

  /** Answers with a refusal. */
  public static void send(HttpServerResponse response, ApiException refusal) {
    refusal
        .retryAfter()
        .ifPresent(
            wait -> response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds())));
    send(response, refusal.status(), bodyOf(refusal));
  }

  private static byte[] bodyOf(ApiException refusal) {
    return DomainJson.write(new ErrorBody(refusal.getMessage(), refusal.code()));
  }

  private static void send(HttpServerResponse response, int status, byte[] body) {
    if (response.ended() || response.closed()) {
      return;
    }
    head(response, status).end(Buffer.buffer(body));
  }

  private static HttpServerResponse head(HttpServerResponse response, int status) {
    return response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
  }

  /** Answers what is no HTTP, or too much of it; the connection ends some seconds later. */
  public static void failInvalid(HttpServerRequest request, int status) {
    ApiException refusal = ApiException.ofStatus(status);
    if (request.version() == HttpVersion.HTTP_2) {
      send(request.response(), refusal);
      return;
    }
    Buffer body = Buffer.buffer(bodyOf(refusal));
    // The end of the response would close the connection, before the client, which may still be
    // writing, has read anything. The length tells it that this is all.
    head(request.response(), refusal.status())
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()))
        .write(body);
    request.connection().shutdown(UnreadBody.LINGER_SECONDS, TimeUnit.SECONDS);
  }

  /** The path's pattern rather than the path, which may hold what a user typed. */
  static String routeOf(RoutingContext context) {
    String pattern = context.currentRoute() == null ? null : context.currentRoute().getPath();
    return pattern == null ? "-" : pattern;
  }

  /** Whether the method may change anything. */
  public static boolean isWrite(HttpMethod method) {
    return !HttpMethod.GET.equals(method)
        && !HttpMethod.HEAD.equals(method)
        && !HttpMethod.OPTIONS.equals(method);
  }

  private record ErrorBody(String detail, String code) {}
}
