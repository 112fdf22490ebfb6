package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.gateway.web.Answers;
import dev.scripttrimmer.gateway.web.ApiException;
import dev.scripttrimmer.gateway.web.EventLoops;
import dev.scripttrimmer.gateway.web.RateLimit;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks every request who sends it, before anything of its body is read. What is not named here as
 * public needs a credential, or a capability token where a job is read. There are no cookies: a
 * browser adds nothing to a request that another site's page has it send.
 */
public final class Doorkeeper implements Handler<RoutingContext> {
  /** Query parameter of a capability token. */
  public static final String TOKEN = "token";

  private static final String TOKEN_HEADER = "X-Job-Token";
  private static final String BEARER = "bearer ";
  private static final int MAX_CREDENTIAL = 8_192;

  /** The page, which asks people for their key, and what orchestrators ask. */
  private static final Set<String> PUBLIC =
      Set.of("/", "/index.html", "/favicon.svg", "/progress-client.js", "/openapi.yaml");

  private static final List<String> PUBLIC_FOLDERS =
      List.of("/css/", "/js/", "/webjars/", "/health/", "/eventbus/");

  private final Authenticator authenticator;
  private final JobTokens tokens;
  private final RateLimit writes;

  /**
   * @param writes counts by owner
   */
  public Doorkeeper(Authenticator authenticator, JobTokens tokens, RateLimit writes) {
    this.authenticator = authenticator;
    this.tokens = tokens;
    this.writes = writes;
  }

  /** For a service that asks nobody who they are. */
  public static void letAnyoneIn(RoutingContext context) {
    new Caller.Anyone().enter(context);
    context.next();
  }

  @Override
  public void handle(RoutingContext context) {
    if (isPublic(context.normalizedPath())) {
      context.next();
      return;
    }
    Optional<String> credential =
        credential(context.request().getHeader(HttpHeaders.AUTHORIZATION));
    if (credential.isPresent()) {
      context.request().pause();
      EventLoops.back(authenticator.authenticate(credential.get()))
          .onSuccess(
              owner -> {
                context.request().resume();
                enter(context, owner);
              })
          .onFailure(
              refused -> {
                context.request().resume();
                refuse(context, refused);
              });
      return;
    }
    Set<QueueKey> readable = readable(context);
    if (readable.isEmpty()) {
      refuse(context, ApiException.ofStatus(401));
    } else if (readsJobs(context)) {
      new Caller.Viewer(readable).enter(context);
      context.next();
    } else {
      context.fail(ApiException.ofStatus(403));
    }
  }

  private void enter(RoutingContext context, Caller.Owner owner) {
    if (Answers.isWrite(context.request().method())) {
      Duration wait = writes.take(owner.name(), owner.limits().writesPerMinute());
      if (!wait.isZero()) {
        context.fail(ApiException.tooMany("Too many requests with your key; slow down.", wait));
        return;
      }
    }
    owner.enter(context);
    context.next();
  }

  private static void refuse(RoutingContext context, Throwable refused) {
    context.response().putHeader("WWW-Authenticate", "Bearer");
    context.fail(refused);
  }

  private static boolean isPublic(String path) {
    return PUBLIC.contains(path) || PUBLIC_FOLDERS.stream().anyMatch(path::startsWith);
  }

  /** What a capability token is good for; {@link JobGuard} sees to it that it is for this job. */
  private static boolean readsJobs(RoutingContext context) {
    HttpMethod method = context.request().method();
    boolean reads = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
    String path = context.normalizedPath();
    return reads && (path.startsWith("/jobs/") || path.equals("/progress-stream-endpoint"));
  }

  private Set<QueueKey> readable(RoutingContext context) {
    List<String> shown = context.queryParam(TOKEN);
    String header = context.request().getHeader(TOKEN_HEADER);
    return Stream.concat(shown.stream(), Optional.ofNullable(header).stream())
        .flatMap(token -> tokens.verify(token).stream())
        .collect(Collectors.toSet());
  }

  /**
   * @param header may be null
   * @return empty when it holds no bearer credential
   */
  static Optional<String> credential(String header) {
    return Optional.ofNullable(header)
        .filter(text -> text.length() <= MAX_CREDENTIAL)
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(BEARER))
        .map(text -> text.substring(BEARER.length()).strip())
        .filter(text -> !text.isEmpty());
  }
}
