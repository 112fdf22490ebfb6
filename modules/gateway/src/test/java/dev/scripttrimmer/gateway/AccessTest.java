package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.encode;
import static dev.scripttrimmer.gateway.GatewayFixture.json;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.gateway.access.ApiKey;
import dev.scripttrimmer.gateway.access.ApiKeys;
import dev.scripttrimmer.gateway.access.Quota;
import dev.scripttrimmer.gateway.access.SignIn;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that asks who its callers are: what it lets whom see and do. */
class AccessTest {
  private static final String ALICE = ApiKey.generate();
  private static final String BOB = ApiKey.generate();
  private static final Quota QUOTA = new Quota(2, 1_000, 2);

  private final ApiKeys keys =
      new ApiKeys(
          List.of(
              new ApiKey("alice", ApiKey.Hash.of(ALICE), QUOTA),
              new ApiKey("bob", ApiKey.Hash.of(BOB), QUOTA)));
  private final GatewayFixture gateway = new GatewayFixture(new SignIn(keys, Duration.ofHours(1)));

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /jobs",
    "GET, /jobs/0123456789abcdef0123456789abcdef",
    "GET, /jobs/0123456789abcdef0123456789abcdef/files/a.mp4",
    "GET, /jobs/0123456789abcdef0123456789abcdef/source",
    "DELETE, /jobs/0123456789abcdef0123456789abcdef",
    "POST, /extract-audio-endpoint",
    "POST, /get-presigned-url-endpoint",
    "POST, /s3/multipart",
    "GET, /s3/multipart/x?key=videos/y",
    "GET, /progress-stream-endpoint?s3_url=https%3A%2F%2Fbucket.s3.test%2Fvideos%2Flecture.mp4",
    "GET, /cluster",
    "GET, /metrics",
    "GET, /nothing",
    "GET, /js/../jobs",
    "GET, /health/%2e%2e/jobs",
    "GET, //jobs"
  })
  void whoeverShowsNothingIsAskedToSignIn(String method, String path) {
    HttpResponse<String> response =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.noBody()));

    assertRefusal(response, 401, "unauthorized");
    assertThat(response.headers().firstValue("www-authenticate")).hasValue("Bearer");
  }

  @Test
  void thePageAndTheProbesAreThereForEverybody() throws Exception {
    assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(gateway.get("/openapi.yaml").statusCode()).isEqualTo(200);
    Path web = Path.of(AccessTest.class.getResource("/web/index.html").toURI()).getParent();
    try (Stream<Path> files = Files.walk(web)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(gateway.get("/" + web.relativize(file)).statusCode())
            .as(file.toString())
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer x",
        "Bearer ",
        "Bearer",
        "Basic YTpi",
        "trim_x",
        "Bearer null",
        "bearer\tx"
      })
  void aCredentialThatIsNobodysIsRefused(String header) {
    assertRefusal(gateway.get("/jobs", "Authorization", header), 401, "unauthorized");
  }

  @Test
  void aKeyInTheQueryIsNoCredential() {
    assertRefusal(gateway.get("/jobs?token=" + ALICE), 401, "unauthorized");
  }

  /** What a browser would add to a request that another site's page has it send. */
  @Test
  void aCookieIsNoCredentialAndNoneIsEverSet() {
    String token = json(submit(ALICE, uploaded(ALICE))).path("stream_token").textValue();

    for (String cookie :
        List.of("credential=" + ALICE, "Authorization=Bearer " + ALICE, "token=" + token)) {
      assertRefusal(gateway.get("/jobs", "Cookie", cookie), 401, "unauthorized");
      assertRefusal(
          gateway.send(
              HttpRequest.newBuilder(gateway.uri("/extract-audio-endpoint"))
                  .header("Content-Type", "application/json")
                  .header("Cookie", cookie)
                  .POST(BodyPublishers.ofString("{}"))),
          401,
          "unauthorized");
    }
    for (String path : List.of("/", "/jobs", "/cluster")) {
      assertThat(as(ALICE, "GET", path).headers().firstValue("set-cookie")).as(path).isEmpty();
    }
  }

  @Test
  void aKeyThatIsStruckOutNoLongerOpens() {
    assertThat(as(ALICE, "GET", "/jobs").statusCode()).isEqualTo(200);

    keys.replace(List.of(new ApiKey("bob", ApiKey.Hash.of(BOB), QUOTA)));

    assertRefusal(as(ALICE, "GET", "/jobs"), 401, "unauthorized");
    assertThat(as(BOB, "GET", "/jobs").statusCode()).isEqualTo(200);
  }

  @Test
  void othersJobsDoNotExist() {
    String url = uploaded(ALICE);
    QueueKey key = QueueKey.of(url);
    assertThat(submit(ALICE, url).statusCode()).isEqualTo(202);
    new Worker(gateway.jobs, gateway.publisher, url).complete();

    for (String path : List.of("", "/files/segments.json", "/source", "/archive", "/anything")) {
      assertRefusal(as(BOB, "GET", "/jobs/" + key + path), 404, "not_found");
    }
    assertRefusal(as(BOB, "DELETE", "/jobs/" + key), 404, "not_found");
    assertRefusal(as(BOB, "POST", "/jobs/" + key + "/recut"), 404, "not_found");
    assertRefusal(as(BOB, "GET", stream(url)), 404, "not_found");
    assertThat(json(as(BOB, "GET", "/jobs")).path("jobs")).isEmpty();
    assertThat(json(as(ALICE, "GET", "/jobs")).path("jobs")).hasSize(1);
    assertThat(as(ALICE, "GET", "/jobs/" + key).statusCode()).isEqualTo(200);
    assertThat(owner(key)).isEqualTo("key:alice");
  }

  @Test
  void othersUploadsCannotBeSubmittedOrTouched() {
    String url = uploaded(ALICE);
    String objectKey = url.substring(FakeLinks.BASE.length());

    assertRefusal(submit(BOB, url), 403, "url_not_allowed");
    assertRefusal(
        as(BOB, "GET", "/s3/multipart/x?key=" + encode(objectKey)), 400, "invalid_request");
    assertRefusal(
        as(BOB, "DELETE", "/s3/multipart/x?key=" + encode(objectKey)), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "videos/lecture.mp4",
        "jobs/0123456789abcdef0123456789abcdef/job.json",
        "secrets/tokens",
        "index/x",
        "lecture.mp4"
      })
  void nothingElseInTheServicesBucketCanBeSubmitted(String objectKey) {
    gateway.putVideo(FakeLinks.BASE + objectKey);

    assertRefusal(submit(ALICE, FakeLinks.BASE + objectKey), 403, "url_not_allowed");
  }

  @Test
  void aPageOfOnesOwnJobsLooksPastOthers() {
    for (int i = 0; i < 2; i++) {
      submit(ALICE, uploaded(ALICE));
      submit(BOB, uploaded(BOB));
    }

    JsonNode first = json(as(ALICE, "GET", "/jobs?limit=1"));
    JsonNode second =
        json(as(ALICE, "GET", "/jobs?limit=1&cursor=" + first.path("next").textValue()));

    assertThat(first.path("jobs")).hasSize(1);
    assertThat(second.path("jobs")).hasSize(1);
    assertThat(second.at("/jobs/0/queue_key")).isNotEqualTo(first.at("/jobs/0/queue_key"));
  }

  @Test
  void beyondItsQuotaAKeyComesBackLater() {
    String active = uploaded(ALICE);
    submit(ALICE, active);
    submit(ALICE, uploaded(ALICE));

    HttpResponse<String> third = submit(ALICE, uploaded(ALICE));

    assertRefusal(third, 429, "too_many_requests");
    assertThat(third.headers().firstValue("retry-after")).isPresent();
    assertThat(submit(ALICE, active).statusCode()).isEqualTo(202);
    assertThat(submit(BOB, uploaded(BOB)).statusCode()).isEqualTo(202);
  }

  @Test
  void tooManyWritesWithOneKeyAreSlowedDown() {
    keys.replace(List.of(new ApiKey("alice", ApiKey.Hash.of(ALICE), new Quota(9, 2, 9))));
    submit(ALICE, "https://bucket.s3.test/x");
    submit(ALICE, "https://bucket.s3.test/x");

    HttpResponse<String> third = submit(ALICE, "https://bucket.s3.test/x");

    assertRefusal(third, 429, "too_many_requests");
    assertThat(third.headers().firstValue("retry-after")).hasValue("30");
    assertThat(as(ALICE, "GET", "/jobs").statusCode()).isEqualTo(200);
  }

  @Test
  void aStreamBeyondTheQuotaIsToldToComeBack() {
    String url = uploaded(ALICE);
    submit(ALICE, url);
    String[] header = {"Authorization", "Bearer " + ALICE};
    try (SseClient first = SseClient.open(gateway.http, gateway.streamUri(url), header);
        SseClient second = SseClient.open(gateway.http, gateway.streamUri(url), header)) {
      first.next();
      second.next();

      try (SseClient third = SseClient.open(gateway.http, gateway.streamUri(url), header)) {
        assertThat(third.status()).isEqualTo(200);
        assertThat(third.untilEnd()).isEmpty();
      }
    }
  }

  @Test
  void aTokenOpensItsJobAndNothingElse() {
    String url = uploaded(ALICE);
    HttpResponse<String> accepted = submit(ALICE, url);
    String token = json(accepted).path("stream_token").textValue();
    String other = uploaded(ALICE);
    submit(ALICE, other);
    Worker worker = new Worker(gateway.jobs, gateway.publisher, url);
    worker.complete();

    try (SseClient viewer =
        SseClient.open(gateway.http, URI.create(gateway.streamUri(url) + "&token=" + token))) {
      assertThat(viewer.untilEnd()).hasSize(10);
    }
    String job = "/jobs/" + QueueKey.of(url);
    HttpResponse<String> shown = gateway.get(job + "?token=" + token);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(json(shown).has("stream_token")).as("a token that renews itself").isFalse();
    assertThat(gateway.get(job, "X-Job-Token", token).statusCode()).isEqualTo(200);
    assertThat(gateway.get(job + "/source?token=" + token).statusCode()).isEqualTo(302);

    String foreign = "/jobs/" + QueueKey.of(other) + "?token=" + token;
    assertRefusal(gateway.get(foreign), 404, "not_found");
    assertRefusal(gateway.get(stream(other) + "&token=" + token), 404, "not_found");
    assertRefusal(
        gateway.get(stream(url) + "&s3_url=" + encode(other) + "&token=" + token),
        404,
        "not_found");
    assertRefusal(gateway.delete(job + "?token=" + token), 403, "forbidden");
    assertRefusal(gateway.get("/jobs?token=" + token), 403, "forbidden");
    assertRefusal(gateway.get("/cluster?token=" + token), 403, "forbidden");
    assertRefusal(gateway.get(job + "?token=" + token.substring(1)), 401, "unauthorized");
  }

  @Test
  void whoseJobsRunWhereIsNobodysBusiness() {
    Promise<NodeStatus> heard = Promise.promise();
    gateway.bus.consume(Addresses.NODES, heard::tryComplete);
    gateway.bus.publish(Addresses.NODES, GatewayFixture.worker(Optional.empty()));
    result(heard.future().toCompletionStage());

    JsonNode node = json(as(ALICE, "GET", "/cluster")).at("/nodes/0");

    assertThat(node.path("node").textValue()).isEqualTo("n1");
    assertThat(node.path("jobs")).isEmpty();
  }

  @Test
  void whoMaySubmitMayWaitForTheStory() {
    String url = uploaded(ALICE);
    try (SseClient early =
        SseClient.open(gateway.http, gateway.streamUri(url), "Authorization", "Bearer " + ALICE)) {
      early.next();
      submit(ALICE, url);
      new Worker(gateway.jobs, gateway.publisher, url).complete();

      assertThat(early.untilEnd()).hasSize(9);
    }
    assertRefusal(as(BOB, "GET", stream(uploaded(ALICE))), 404, "not_found");
  }

  @Test
  void theBridgeAsksEveryListener() throws Exception {
    String url = uploaded(ALICE);
    String token = json(submit(ALICE, url)).path("stream_token").textValue();
    String address = "progress." + QueueKey.of(url);
    BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    var socket =
        result(
            gateway
                .vertx
                .createWebSocketClient()
                .connect(gateway.gateway.port(), "127.0.0.1", "/eventbus/websocket")
                .onSuccess(s -> s.handler(frame -> heard.add(new JsonObject(frame))))
                .toCompletionStage());
    JsonObject register = new JsonObject().put("type", "register").put("address", address);

    for (JsonObject headers :
        List.of(
            new JsonObject(),
            new JsonObject().put("token", "x"),
            new JsonObject().put("token", 7),
            new JsonObject().put("Authorization", "Bearer " + BOB))) {
      socket.writeTextMessage(register.copy().put("headers", headers).encode());
      assertThat(heard.poll(10, TimeUnit.SECONDS).getString("body")).isEqualTo("rejected");
    }
    for (JsonObject headers :
        List.of(
            new JsonObject().put("token", token),
            new JsonObject().put("Authorization", "Bearer " + ALICE))) {
      socket.writeTextMessage(register.copy().put("type", "unregister").encode());
      socket.writeTextMessage(register.copy().put("headers", headers).encode());
    }
    socket.writeTextMessage(register.copy().put("address", "fence").encode());
    assertThat(heard.poll(10, TimeUnit.SECONDS).getString("body")).isEqualTo("access_denied");
    new Worker(gateway.jobs, gateway.publisher, url).complete();
    assertThat(heard.poll(10, TimeUnit.SECONDS).getString("address")).isEqualTo(address);
  }

  /** Uploads a video and returns its URL. */
  private String uploaded(String key) {
    HttpResponse<String> ticket =
        as(key, "POST", "/get-presigned-url-endpoint", "{\"filename\": \"a.mp4\"}");
    String url = json(ticket).path("s3_url").textValue();
    gateway.putVideo(url);
    return url;
  }

  private HttpResponse<String> submit(String key, String url) {
    return as(key, "POST", "/extract-audio-endpoint", "{\"s3_url\": \"" + url + "\"}");
  }

  private HttpResponse<String> as(String key, String method, String path) {
    return as(key, method, path, "");
  }

  private HttpResponse<String> as(String key, String method, String path, String body) {
    return gateway.send(
        HttpRequest.newBuilder(gateway.uri(path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private static String stream(String url) {
    return "/progress-stream-endpoint?s3_url=" + encode(url);
  }

  private String owner(QueueKey key) {
    Job job = result(gateway.jobs.find(key)).orElseThrow().job();
    return job.submission().owner();
  }
}
