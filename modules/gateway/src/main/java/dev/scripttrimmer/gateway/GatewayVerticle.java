package dev.scripttrimmer.gateway;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.gateway.access.BridgeGuard;
import dev.scripttrimmer.gateway.access.Doorkeeper;
import dev.scripttrimmer.gateway.access.JobGuard;
import dev.scripttrimmer.gateway.archive.ArchiveRoute;
import dev.scripttrimmer.gateway.event.StoreEventRoute;
import dev.scripttrimmer.gateway.job.FileRoute;
import dev.scripttrimmer.gateway.job.JobReader;
import dev.scripttrimmer.gateway.job.JobRoutes;
import dev.scripttrimmer.gateway.job.JobService;
import dev.scripttrimmer.gateway.stream.ProgressStreamRoute;
import dev.scripttrimmer.gateway.upload.MultipartRoutes;
import dev.scripttrimmer.gateway.upload.UploadKeys;
import dev.scripttrimmer.gateway.upload.UploadRoutes;
import dev.scripttrimmer.gateway.web.Answers;
import dev.scripttrimmer.gateway.web.BridgeRoute;
import dev.scripttrimmer.gateway.web.ConnectionWatch;
import dev.scripttrimmer.gateway.web.CrossOrigin;
import dev.scripttrimmer.gateway.web.HealthRoutes;
import dev.scripttrimmer.gateway.web.OwnName;
import dev.scripttrimmer.gateway.web.PageRoutes;
import dev.scripttrimmer.gateway.webhook.WebhookRoute;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** One event loop's HTTP server: the order of its handlers is here, what they do is theirs. */
final class GatewayVerticle extends VerticleBase {
  private static final String STREAM = "/progress-stream-endpoint";
  private static final String BRIDGE = "/eventbus/";
  private static final int MAX_REQUEST_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;

  /** 10,000 parts, each with its number and ETag, or 300 segments with their titles. */
  private static final int LIST_BODY_LIMIT = 1024 * 1024;

  /** How long answers under way may take once the node leaves. */
  private static final long LAST_ANSWERS_SECONDS = 3;

  /** Any free port, the same for all instances of the deployment. */
  private static final int SHARED_FREE_PORT = -1;

  private final GatewayConfig config;
  private final GatewayPorts ports;
  private final Gateway.Shared shared;
  private final IntConsumer onPort;
  private ProgressStreamRoute streams;
  private BridgeRoute bridge;
  private ConnectionWatch connections;
  private HttpServer server;

  /**
   * @param onPort hears which port is listened on
   */
  GatewayVerticle(
      GatewayConfig config, GatewayPorts ports, Gateway.Shared shared, IntConsumer onPort) {
    this.config = config;
    this.ports = ports;
    this.shared = shared;
    this.onPort = onPort;
  }

  @Override
  public Future<HttpServer> start() {
    int port = config.http().port() == 0 ? SHARED_FREE_PORT : config.http().port();
    connections =
        new ConnectionWatch(
            vertx,
            shared.connections(),
            config.http().requestTimeout(),
            config.http().idleTimeout());
    return vertx
        .createHttpServer(serverOptions())
        .connectionHandler(connections::opened)
        .invalidRequestHandler(GatewayVerticle::refuseInvalid)
        .requestHandler(router())
        .listen(port, config.http().host())
        .onSuccess(
            listening -> {
              server = listening;
              onPort.accept(listening.actualPort());
            });
  }

  /** Takes no more requests, and answers those that it has. */
  @Override
  public Future<Void> stop() {
    streams.close();
    bridge.close();
    return server.shutdown(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
  }

  private HttpServerOptions serverOptions() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(Math.toIntExact(config.http().idleTimeout().toMillis()))
            .setMaxInitialLineLength(MAX_REQUEST_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            // Each connection would carry their handlers, and each message pass them.
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            // Each would carry a queue of 4 KB, too, for writes of other threads: EventLoops.
            .setStrictThreadMode(true)
            .setTcpNoDelay(true);
    config
        .http()
        .tls()
        .ifPresent(
            tls ->
                options
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString())));
    return options;
  }

  private Router router() {
    Router router = Router.router(vertx);
    if (config.http().behindProxy()) {
      router.allowForward(AllowForwardHeaders.X_FORWARD);
    }
    IntStream.of(400, 401, 403, 404, 405, 406, 408, 413, 415, 500, 503)
        .forEach(status -> router.errorHandler(status, Answers::fail));
    router.route().handler(connections);
    router.route().handler(this::meter);
    router.route().handler(GatewayVerticle::sniffNothing);
    if (shared.access().door().isEmpty()) {
      OwnName.check(config.http()).ifPresent(router.route()::handler);
    }
    router.route().handler(new CrossOrigin(config.http().corsOrigins()));
    router.route().handler(shared.writes());
    router.route().handler(shared.reads());
    router.route().handler(door());
    router.route().handler(requestTimeout());
    router.post().handler(body());
    mount(router);
    return router;
  }

  private Handler<RoutingContext> door() {
    Optional<Access.Door> door = shared.access().door();
    return door.isPresent()
        ? new Doorkeeper(door.get().signIn().authenticator(), door.get().tokens(), shared.writes())
        : Doorkeeper::letAnyoneIn;
  }

  private void mount(Router router) {
    Access access = shared.access();
    JobService jobs =
        new JobService(
            vertx,
            config,
            ports,
            access.owners(),
            access.sources(),
            shared.telling().map(Telling::webhooks));
    JobReader reader = new JobReader(vertx, ports);
    JobGuard guard =
        new JobGuard(vertx, access.owners(), access.sources(), ports.urls(), access.streams());
    streams =
        new ProgressStreamRoute(
            vertx, config.streams(), ports, shared.meters(), shared.tap(), shared.streams());
    guard.mount(router, STREAM, context -> streams.turnAway(context.response()));
    router.get(STREAM).handler(streams);
    UploadKeys keys = new UploadKeys(config.uploads(), access.sources(), ports.clock());
    new UploadRoutes(config.uploads(), ports, keys).mount(router);
    new MultipartRoutes(vertx, config.uploads(), ports, keys).mount(router);
    new JobRoutes(jobs, reader, access.tokens()).mount(router);
    new StoreEventRoute(jobs, ports.urls()).mount(router);
    shared.telling().ifPresent(telling -> new WebhookRoute(telling.secrets()).mount(router));
    new FileRoute(vertx, config, ports, reader).mount(router);
    new ArchiveRoute(
            vertx,
            ports.objects(),
            config.jobs().bucket(),
            context -> reader.job(JobRoutes.key(context)))
        .mount(router);
    new HealthRoutes(ports.readiness(), ports.scrape()).mount(router);
    shared.nodes().mount(router);
    refuseOtherMethods(router);
    bridge =
        new BridgeRoute(
            vertx, config.streams().maxStreams(), shared.bridgeSockets(), bridgeRule(guard));
    bridge.mount(router);
    new PageRoutes(config.http()).mount(router);
  }

  private BiFunction<QueueKey, JsonObject, Future<Boolean>> bridgeRule(JobGuard guard) {
    return shared
        .access()
        .door()
        .<BiFunction<QueueKey, JsonObject, Future<Boolean>>>map(
            door -> new BridgeGuard(door.signIn().authenticator(), door.tokens(), guard)::mayHear)
        .orElse((key, headers) -> Future.succeededFuture(true));
  }

  /** Says which methods a path has; otherwise the page's catch-all would say that it is nothing. */
  private static void refuseOtherMethods(Router router) {
    Map<String, Set<String>> methods = new TreeMap<>();
    for (Route route : router.getRoutes()) {
      if (route.getPath() != null && route.methods() != null) {
        route
            .methods()
            .forEach(
                method ->
                    methods
                        .computeIfAbsent(route.getPath(), path -> new TreeSet<>())
                        .add(method.name()));
      }
    }
    methods.forEach((path, allowed) -> router.route(path).handler(Answers.refuseMethod(allowed)));
  }

  private Handler<RoutingContext> requestTimeout() {
    TimeoutHandler timeout = TimeoutHandler.create(config.http().requestTimeout().toMillis());
    return context -> {
      if (isEndless(context.request())) {
        context.next();
      } else {
        timeout.handle(context);
      }
    };
  }

  private Handler<RoutingContext> body() {
    BodyHandler small = BodyHandler.create(false).setBodyLimit(config.http().bodyLimit());
    BodyHandler large =
        BodyHandler.create(false)
            .setBodyLimit(Math.max(LIST_BODY_LIMIT, config.http().bodyLimit()));
    return context -> {
      String path = context.request().path();
      if (path.startsWith(BRIDGE)) {
        context.next();
      } else if (path.startsWith("/s3/multipart/") && path.endsWith("/complete")
          || path.startsWith("/jobs/") && path.endsWith("/recut")) {
        large.handle(context);
      } else {
        small.handle(context);
      }
    };
  }

  private void meter(RoutingContext context) {
    if (isEndless(context.request())) {
      context.next();
    } else {
      shared.requests().handle(context);
    }
  }

  private static boolean isEndless(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    return STREAM.equals(path) || path.startsWith(BRIDGE) || path.endsWith(ArchiveRoute.PATH_END);
  }

  private static void sniffNothing(RoutingContext context) {
    context.response().putHeader("X-Content-Type-Options", "nosniff");
    context.next();
  }

  /** What is no HTTP, or too much of it, never reaches the router. */
  private static void refuseInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    String kind = cause == null ? "" : cause.getClass().getSimpleName();
    int status =
        switch (kind) {
          case "TooLongHttpLineException" -> 414;
          case "TooLongHttpHeaderException" -> 431;
          default -> 400;
        };
    Answers.failInvalid(request, status);
  }
}
