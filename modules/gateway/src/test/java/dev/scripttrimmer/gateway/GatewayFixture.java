package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.testkit.Await.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.gateway.GatewayPorts.ReadinessCheck;
import dev.scripttrimmer.gateway.access.SignIn;
import dev.scripttrimmer.json.DomainJson;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A gateway on a real Vert.x and a free port of loopback, with fakes behind its ports. */
final class GatewayFixture implements AutoCloseable {
  static final String URL = FakeLinks.BASE + "videos/lecture.mp4";
  static final QueueKey KEY = QueueKey.of(URL);

  final Vertx vertx = Vertx.vertx();
  final FakeJobStore jobs = new FakeJobStore();
  final FlakyProgressLog log = new FlakyProgressLog();
  final InMemoryObjectStore objects = new InMemoryObjectStore(FakeLinks.BUCKET);
  final MessageBus bus = new MessageBus(vertx.eventBus());
  final ProgressPublisher publisher = new ProgressPublisher(log, bus);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .sslContext(TrustAnybody.context())
          .build();
  final Gateway gateway;
  private final String scheme;

  GatewayFixture() {
    this(UnaryOperator.identity());
  }

  GatewayFixture(UnaryOperator<GatewayConfig> change) {
    this(change, List.of());
  }

  GatewayFixture(UnaryOperator<GatewayConfig> change, List<ReadinessCheck> readiness) {
    this(change, readiness, Optional.empty());
  }

  GatewayFixture(SignIn signIn) {
    this(UnaryOperator.identity(), List.of(), Optional.of(signIn));
  }

  private GatewayFixture(
      UnaryOperator<GatewayConfig> change,
      List<ReadinessCheck> readiness,
      Optional<SignIn> signIn) {
    FakeLinks links = new FakeLinks();
    GatewayConfig config = GatewayConfig.defaults(FakeLinks.BUCKET);
    GatewayConfig.Http http = config.http();
    GatewayConfig onFreePort =
        new GatewayConfig(
            new GatewayConfig.Http(
                http.host(),
                0,
                2,
                List.of("https://app.example"),
                List.of("https://bucket.s3.test"),
                http.bodyLimit(),
                http.idleTimeout(),
                http.requestTimeout(),
                10_000,
                10_000,
                false,
                Optional.empty()),
            config.streams(),
            config.uploads(),
            config.jobs());
    GatewayPorts ports =
        new GatewayPorts(
            jobs,
            log,
            publisher,
            bus,
            objects,
            links,
            links,
            new FakeMultipart(),
            readiness,
            meters,
            Optional.of(() -> "up 1\n"),
            signIn,
            Clock.fixed(Worker.NOW, ZoneOffset.UTC));
    GatewayConfig changed = change.apply(onFreePort);
    scheme = changed.http().tls().isPresent() ? "https" : "http";
    gateway = result(Gateway.start(vertx, changed, ports).toCompletionStage());
    putVideo(URL);
  }

  /** Lets heartbeats come quickly. */
  static UnaryOperator<GatewayConfig> heartbeat(Duration heartbeat) {
    return streams(
        s ->
            new GatewayConfig.Streams(
                heartbeat,
                s.heartbeatStyle(),
                s.retry(),
                s.overloadRetry(),
                s.maxStreams(),
                s.maxPerAddress(),
                s.maxPerKey(),
                s.maxKeys(),
                s.writeQueue(),
                s.linger()));
  }

  /** Waits for nobody long. */
  static UnaryOperator<GatewayConfig> impatient() {
    return config ->
        http(h ->
                http(h, Duration.ofSeconds(1), Duration.ofMillis(500), h.readsPerMinute(), h.tls()))
            .apply(heartbeat(Duration.ofMillis(100)).apply(config));
  }

  /** Answers an address a few reads, and then no more. */
  static UnaryOperator<GatewayConfig> reads(int perMinute) {
    return http(h -> http(h, h.idleTimeout(), h.requestTimeout(), perMinute, h.tls()));
  }

  static UnaryOperator<GatewayConfig> tls(GatewayConfig.Tls tls) {
    return http(
        h -> http(h, h.idleTimeout(), h.requestTimeout(), h.readsPerMinute(), Optional.of(tls)));
  }

  private static UnaryOperator<GatewayConfig> http(UnaryOperator<GatewayConfig.Http> change) {
    return config ->
        new GatewayConfig(
            change.apply(config.http()), config.streams(), config.uploads(), config.jobs());
  }

  private static GatewayConfig.Http http(
      GatewayConfig.Http http,
      Duration idleTimeout,
      Duration requestTimeout,
      int readsPerMinute,
      Optional<GatewayConfig.Tls> tls) {
    return new GatewayConfig.Http(
        http.host(),
        http.port(),
        http.instances(),
        http.corsOrigins(),
        http.storageOrigins(),
        http.bodyLimit(),
        idleTimeout,
        requestTimeout,
        http.writesPerMinute(),
        readsPerMinute,
        http.behindProxy(),
        tls);
  }

  static UnaryOperator<GatewayConfig> streams(UnaryOperator<GatewayConfig.Streams> change) {
    return config ->
        new GatewayConfig(
            config.http(), change.apply(config.streams()), config.uploads(), config.jobs());
  }

  /** What a worker tells that works on {@link #KEY}, on one of its two slots. */
  static NodeStatus worker(Optional<SpeechModel> model) {
    return new NodeStatus(
        new NodeId("n1"),
        "host",
        Set.of("worker"),
        Set.of("cpu"),
        model,
        2,
        1,
        List.of(KEY),
        false,
        Worker.NOW);
  }

  void putVideo(String url) {
    result(
        objects.put(
            new ObjectLocation(FakeLinks.BUCKET, url.substring(FakeLinks.BASE.length())),
            new byte[] {1, 2, 3},
            "video/mp4",
            Precondition.none()));
  }

  URI uri(String pathAndQuery) {
    return URI.create(scheme + "://127.0.0.1:" + gateway.port() + pathAndQuery);
  }

  URI streamUri(String... urls) {
    return uri(
        "/progress-stream-endpoint?"
            + Stream.of(urls).map(url -> "s3_url=" + encode(url)).collect(Collectors.joining("&")));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  SseClient stream(String... headers) {
    return SseClient.open(http, streamUri(URL), headers);
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<byte[]> getBytes(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return send(
        headers.length == 0 ? request : request.headers(headers),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> bodyHandler) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(20)).build(), bodyHandler);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return DomainJson.read(response.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  HttpResponse<String> submit(String url) {
    return post("/extract-audio-endpoint", "{\"s3_url\": \"" + url + "\"}");
  }

  /** Submits the video and has a worker take it. */
  Worker work() {
    return work(URL);
  }

  Worker work(String url) {
    submit(url);
    return new Worker(jobs, publisher, url);
  }

  @Override
  public void close() {
    result(gateway.stop().toCompletionStage());
    result(vertx.close().toCompletionStage());
  }
}
