package dev.scripttrimmer.gateway.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Lets pages of the configured origins call the service, and its own page, whose origin needs no
 * configuration; refuses what any other page asks.
 */
public final class CrossOrigin implements Handler<RoutingContext> {
  private final CorsHandler cors;

  /**
   * @param origins exactly as browsers send them
   */
  public CrossOrigin(List<String> origins) {
    cors =
        CorsHandler.create()
            .addOrigins(origins)
            .allowedMethods(
                Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.DELETE))
            .allowedHeaders(Set.of("content-type", "last-event-id", "authorization", "x-job-token"))
            .exposedHeaders(Set.of("etag", "retry-after"))
            .maxAgeSeconds(600);
  }

  @Override
  public void handle(RoutingContext context) {
    String origin = context.request().getHeader(HttpHeaders.ORIGIN);
    if (origin != null && isOwn(origin, context.request().authority())) {
      context.next();
    } else {
      cors.handle(context);
    }
  }

  private static boolean isOwn(String origin, HostAndPort authority) {
    if (authority == null) {
      return false;
    }
    try {
      URI uri = URI.create(origin);
      return authority.host().equalsIgnoreCase(uri.getHost()) && authority.port() == uri.getPort();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
