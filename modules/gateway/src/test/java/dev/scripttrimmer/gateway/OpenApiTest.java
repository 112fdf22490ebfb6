package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.gateway.GatewayFixture.URL;
import static dev.scripttrimmer.gateway.GatewayFixture.encode;
import static dev.scripttrimmer.gateway.GatewayFixture.json;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.gateway.access.ApiKey;
import dev.scripttrimmer.gateway.access.ApiKeys;
import dev.scripttrimmer.gateway.access.Quota;
import dev.scripttrimmer.gateway.access.SignIn;
import io.vertx.core.http.HttpServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The description of the API holds for what is really answered. */
class OpenApiTest {
  private final GatewayFixture gateway = new GatewayFixture();
  private final ApiDescription api = new ApiDescription(gateway);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void uploadsAnswerAsDescribed() {
    api.conforms(
        gateway.post("/get-presigned-url-endpoint", "{\"filename\": \"a.mp4\"}"),
        "/get-presigned-url-endpoint",
        "post");
    HttpResponse<String> created = gateway.post("/s3/multipart", "{\"filename\": \"a.mp4\"}");
    api.conforms(created, "/s3/multipart", "post");
    String upload = "/s3/multipart/" + json(created).path("uploadId").textValue();
    String key = "?key=" + encode(json(created).path("key").textValue());
    api.conforms(gateway.get(upload + key), "/s3/multipart/{uploadId}", "get");
    api.conforms(gateway.get(upload + "/1" + key), "/s3/multipart/{uploadId}/{partNumber}", "get");
    api.conforms(
        gateway.post(
            upload + "/complete" + key, "{\"parts\": [{\"PartNumber\": 1, \"ETag\": \"e\"}]}"),
        "/s3/multipart/{uploadId}/complete",
        "post");
    api.conforms(gateway.delete(upload + key), "/s3/multipart/{uploadId}", "delete");
  }

  @Test
  void jobsAnswerAsDescribed() {
    api.conforms(gateway.submit(URL), "/extract-audio-endpoint", "post");
    api.conforms(gateway.get("/jobs/" + KEY), "/jobs/{queueKey}", "get");
    api.conforms(gateway.delete("/jobs/" + KEY), "/jobs/{queueKey}", "delete");
    gateway.work().complete();
    api.conforms(gateway.get("/jobs/" + KEY), "/jobs/{queueKey}", "get");
    api.conforms(gateway.get("/jobs?limit=1"), "/jobs", "get");
    api.conforms(
        gateway.post(
            "/jobs/" + KEY + "/recut",
            "{\"segments\": [{\"start\": 0, \"end\": 9, \"title\": \"A\","
                + " \"segment_type\": \"topic\"}]}"),
        "/jobs/{queueKey}/recut",
        "post");
  }

  @Test
  void notificationsOfTheStoreAnswerAsDescribed() {
    String event =
        "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\", \"eventTime\": \"%s\","
            + " \"s3\": {\"bucket\": {\"name\": \"bucket\"}, \"object\": {\"key\": \"%s\"}}}]}";
    api.conforms(
        gateway.post("/s3-events", event.formatted("2026-03-04T05:06:00Z", "videos/lecture.mp4")),
        "/s3-events",
        "post");
    api.conforms(
        gateway.post("/s3-events", event.formatted("2026-03-04T05:06:00Z", "jobs/x")),
        "/s3-events",
        "post");
    api.conforms(gateway.post("/s3-events", "{}"), "/s3-events", "post");
  }

  @Test
  void whereCallersSignInAnswersAreAsDescribed() {
    String key = ApiKey.generate();
    ApiKeys keys =
        new ApiKeys(List.of(new ApiKey("alice", ApiKey.Hash.of(key), new Quota(9, 9, 9))));
    try (GatewayFixture asking = new GatewayFixture(new SignIn(keys, Duration.ofHours(1)))) {
      api.conforms(asking.get("/jobs"), "/jobs", "get");
      api.conforms(asking.get("/jobs", "Authorization", "Bearer " + key), "/jobs", "get");
    }
  }

  @Test
  void whatIsToldOfAnEndIsDescribed() throws InterruptedException {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    HttpServer receiver =
        result(
            gateway
                .vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(body -> told.add(body.toString()))
                            .onSuccess(body -> request.response().setStatusCode(204).end()))
                .listen(0, "127.0.0.1")
                .toCompletionStage());
    String origin = "http://127.0.0.1:" + receiver.actualPort();
    try (GatewayFixture telling =
        new GatewayFixture(
            config ->
                new GatewayConfig(
                    config.http(),
                    config.streams(),
                    config.uploads(),
                    config.jobs(),
                    new GatewayConfig.Webhooks(Set.of(origin), true)))) {
      api.conforms(telling.get("/webhooks/secret"), "/webhooks/secret", "get");
      api.conforms(
          telling.post(
              "/extract-audio-endpoint",
              "{\"s3_url\": \"%s\", \"webhook_url\": \"%s/\"}".formatted(URL, origin)),
          "/extract-audio-endpoint",
          "post");
      new Worker(telling.jobs, telling.publisher, URL).complete();

      String message = told.poll(30, TimeUnit.SECONDS);
      assertThat(message).as("a message").isNotNull();
      api.conforms(message, api.at("/components/schemas/JobEnded"));
    }
    assertRefusal(
        gateway.post(
            "/extract-audio-endpoint",
            "{\"s3_url\": \"%s\", \"webhook_url\": \"%s/\"}".formatted(URL, origin)),
        403,
        "url_not_allowed");
  }

  @Test
  void streamsTellWhatIsDescribed() {
    JsonNode schema =
        api.at(
            "/paths/~1progress-stream-endpoint/get/responses/200/content/text~1event-stream/schema");
    gateway.work().complete();
    gateway.stream("Last-Event-ID", "7").untilEnd().forEach(e -> api.conforms(e.data(), schema));
    gateway.work().fail(Failure.of(ErrorCode.NO_SPEECH, "Nobody speaks."));
    gateway.stream().untilEnd().forEach(event -> api.conforms(event.data(), schema));
  }

  @Test
  void refusalsAnswerAsDescribed() {
    api.conforms(gateway.post("/extract-audio-endpoint", "{"), "/extract-audio-endpoint", "post");
    api.conforms(gateway.get("/jobs/x"), "/jobs/{queueKey}", "get");
    api.conforms(gateway.post("/jobs/" + KEY + "/recut", "{"), "/jobs/{queueKey}/recut", "post");
    api.conforms(gateway.get("/jobs/x/archive.zip"), "/jobs/{queueKey}/archive.zip", "get");
    api.conforms(gateway.get("/jobs?limit=x"), "/jobs", "get");
    api.conforms(gateway.get("/s3/multipart/x"), "/s3/multipart/{uploadId}", "get");
    api.conforms(gateway.get("/jobs/" + KEY + "/files/x"), "/jobs/{queueKey}/files/{name}", "get");
  }

  @Test
  void operatorsRoutesAnswerAsDescribed() {
    gateway.bus.publish(
        Addresses.NODES, GatewayFixture.worker(Optional.of(new SpeechModel("demo", "en", true))));
    api.conforms(gateway.get("/cluster"), "/cluster", "get");
    api.conforms(gateway.get("/health/live"), "/health/live", "get");
    api.conforms(gateway.get("/health/ready"), "/health/ready", "get");
  }

  @Test
  void everyErrorCodeIsOneThatTheDescriptionAllows() {
    JsonNode code = api.at("/components/schemas/Error/properties/code/pattern");
    for (ErrorCode error : ErrorCode.values()) {
      assertThat(error.name().toLowerCase(Locale.ROOT)).matches(code.textValue());
    }
  }

  @Test
  void aSchemaThatDoesNotHoldIsNoticed() {
    JsonNode schema = api.at("/components/schemas/AcceptedJob");

    assertThat(api.validate("{\"s3_url\": 7}", schema).getValid()).isFalse();
  }
}
