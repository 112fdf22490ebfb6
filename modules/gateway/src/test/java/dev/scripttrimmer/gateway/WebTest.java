package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.json;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.gateway.GatewayPorts.ReadinessCheck;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebTest {
  private GatewayFixture gateway =
      new GatewayFixture(
          UnaryOperator.identity(),
          List.of(
              new ReadinessCheck("store", Future::succeededFuture),
              new ReadinessCheck("recogniser", Future::succeededFuture)));

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aHealthyNodeIsLiveAndReady() {
    assertThat(gateway.get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(gateway.get("/health/ready").body())
        .isEqualTo(
            "{\"status\":\"up\",\"checks\":[{\"name\":\"store\",\"status\":\"up\"},"
                + "{\"name\":\"recogniser\",\"status\":\"up\"}]}");
    assertThat(gateway.get("/metrics").body()).isEqualTo("up 1\n");
  }

  @Test
  void aNodeThatIsNotReadySaysWhy() {
    gateway.close();
    gateway =
        new GatewayFixture(
            UnaryOperator.identity(),
            List.of(
                new ReadinessCheck("store", () -> Future.failedFuture("bucket is away")),
                new ReadinessCheck(
                    "ffmpeg",
                    () -> {
                      throw new IllegalStateException("not found");
                    }),
                new ReadinessCheck("mute", () -> Promise.<Void>promise().future())));

    HttpResponse<String> response = gateway.get("/health/ready");

    assertRefusal(response, 503, "not_ready");
    JsonNode checks = json(response).path("checks");
    assertThat(checks.at("/0/detail").textValue()).isEqualTo("bucket is away");
    assertThat(checks.at("/1/detail").textValue()).isEqualTo("not found");
    assertThat(checks.at("/2/detail").textValue()).isEqualTo("no answer within 3 s");
    assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aRequestThatIsUnderWayWhenTheGatewayStopsIsAnswered() {
    gateway.close();
    gateway =
        new GatewayFixture(
            UnaryOperator.identity(),
            List.of(
                new ReadinessCheck(
                    "stops",
                    () -> {
                      gateway.gateway.stop();
                      // Long enough for a connection that is not waited for to be cut.
                      return gateway.vertx.timer(200, TimeUnit.MILLISECONDS).mapEmpty();
                    })));

    assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/jobs/a/b", "/webjars/none.js", "/%2e%2e/%2e%2e/etc/passwd"})
  void whatIsNotThereIsNotFound(String path) {
    assertRefusal(gateway.get(path), 404, "not_found");
  }

  @Test
  void aMethodThatAPathDoesNotKnowIsRefused() {
    assertRefusal(gateway.get("/extract-audio-endpoint"), 405, "method_not_allowed");
    assertRefusal(gateway.post("/progress-stream-endpoint", "{}"), 405, "method_not_allowed");
    assertRefusal(
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/jobs"))
                .method("PATCH", HttpRequest.BodyPublishers.noBody())),
        405,
        "method_not_allowed");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    String body = "{\"s3_url\": \"" + "x".repeat(70 * 1024) + "\"}";

    assertRefusal(gateway.post("/extract-audio-endpoint", body), 413, "payload_too_large");
    assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNoHttpOrTooMuchOfItIsRefused(String request, int status, String code)
      throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      http.write(request);

      assertThat(http.readAnswer())
          .contains(" " + status + " ")
          .contains("\"code\":\"" + code + "\"");
    }
  }

  static Stream<Arguments> whatIsNoHttpOrTooMuchOfItIsRefused() {
    String long1 = "x".repeat(20_000);
    return Stream.of(
        arguments("GET /" + long1 + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414, "uri_too_long"),
        arguments(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + long1 + "\r\n\r\n",
            431,
            "headers_too_large"),
        arguments(
            "GET / HTTP/1.1\r\nHost: localhost\r\n b ad\u0001: \r\n: \r\n\r\n",
            400,
            "invalid_request"));
  }

  @Test
  void nobodyIsWaitedForForever() throws IOException {
    gateway.close();
    gateway = new GatewayFixture(GatewayFixture.impatient());
    SseClient quiet = gateway.stream();
    quiet.next();

    assertThat(raw("GET /health/live HTTP/1.1\r\nHost: localhost\r\n")).isEmpty();
    assertThat(
            raw(
                "POST /extract-audio-endpoint HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"))
        .startsWith("HTTP/1.1 503")
        .contains("\"code\":\"request_timeout\"");
    gateway.work().complete();
    assertThat(quiet.untilEnd()).hasSize(9);
  }

  @Test
  void onlyKnownOriginsMayCall() {
    HttpResponse<String> known = gateway.get("/jobs", "Origin", "https://app.example");
    HttpResponse<String> unknown = gateway.get("/jobs", "Origin", "https://evil.example");
    HttpResponse<String> own =
        gateway.get("/jobs", "Origin", "http://127.0.0.1:" + gateway.gateway.port());
    HttpResponse<String> preflight =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/extract-audio-endpoint"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type"));

    assertThat(known.headers().firstValue("access-control-allow-origin"))
        .hasValue("https://app.example");
    assertRefusal(unknown, 403, "forbidden");
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("access-control-allow-methods").orElseThrow())
        .contains("POST", "DELETE");
    assertThat(preflight.headers().firstValue("access-control-allow-headers").orElseThrow())
        .contains("content-type");
  }

  @Test
  void thePageRunsNothingThatIsNotItsOwn() {
    HttpResponse<String> script = gateway.get("/progress-client.js");

    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/javascript");
    assertThat(script.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(script.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(script.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self';", "https://bucket.s3.test")
        .doesNotContain("unsafe", "*");
    assertThat(
            gateway
                .get(
                    "/progress-client.js",
                    "If-Modified-Since",
                    script.headers().firstValue("last-modified").orElseThrow())
                .statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/js/main.js", "/css/base.css", "/favicon.svg"})
  void thePageIsCompressedForBrowsersThatTakeIt(String path) throws IOException {
    HttpResponse<byte[]> packed = gateway.getBytes(path, "Accept-Encoding", "gzip, br");
    byte[] plain = gateway.getBytes(path).body();
    String tag = packed.headers().firstValue("etag").orElseThrow();
    HttpResponse<byte[]> again =
        gateway.getBytes(path, "Accept-Encoding", "gzip", "If-None-Match", tag);

    assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(packed.headers().allValues("vary")).anyMatch("accept-encoding"::equalsIgnoreCase);
    assertThat(packed.headers().firstValue("content-security-policy")).isPresent();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(plain);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/js/no-such.js", "/js/../../application.js", "/.hidden.js", "/js/"})
  void whatThePageDoesNotHaveIsNotFoundEither(String path) {
    assertThat(gateway.getBytes(path, "Accept-Encoding", "gzip").statusCode()).isEqualTo(404);
  }

  @Test
  void theClusterIsShownAsItWasHeardOf() {
    NodeStatus status =
        new NodeStatus(
            new NodeId("n1"),
            "host",
            Set.of("worker"),
            Set.of("cpu"),
            Optional.of(new SpeechModel("demo", "en", true)),
            2,
            1,
            List.of(GatewayFixture.KEY),
            false,
            Worker.NOW);
    Promise<NodeStatus> heard = Promise.promise();
    gateway.bus.consume(Addresses.NODES, heard::tryComplete);
    gateway.bus.publish(Addresses.NODES, status);
    result(heard.future().toCompletionStage());

    assertThat(json(gateway.get("/cluster")).at("/nodes/0/node").textValue()).isEqualTo("n1");
  }

  /** Sends bytes and reads until the server closes. */
  private String raw(String request) throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      http.write(request);
      return http.readToEnd();
    }
  }
}
