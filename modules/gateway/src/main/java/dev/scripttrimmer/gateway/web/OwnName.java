package dev.scripttrimmer.gateway.web;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.gateway.GatewayConfig;
import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets in who calls this machine by one of its own names. A service on the loopback interface that
 * asks nobody who they are trusts whoever is on the machine; a browser there may show a page of
 * somebody else's, whose host name turns, a second later, into 127.0.0.1 (DNS rebinding), and to it
 * the service's answers would then be the page's own.
 */
public final class OwnName implements Handler<RoutingContext> {
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:[^.]+\\.)*localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[?::1]?");

  /** The name that came last: nearly all requests have the same one. Belongs to one event loop. */
  private String admitted = "";

  private OwnName() {}

  /** The check where one is needed: on the loopback interface, with no proxy in front. */
  public static Optional<Handler<RoutingContext>> check(GatewayConfig.Http http) {
    return isOwn(http.host()) && !http.behindProxy()
        ? Optional.of(new OwnName())
        : Optional.empty();
  }

  @Override
  public void handle(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    if (authority == null || authority.host().equals(admitted)) {
      context.next();
      return;
    }
    if (isOwn(authority.host())) {
      admitted = authority.host();
      context.next();
      return;
    }
    throw new TrimException(
        ErrorCode.FORBIDDEN,
        "This service runs for its own machine; call it as localhost or 127.0.0.1.");
  }

  private static boolean isOwn(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
