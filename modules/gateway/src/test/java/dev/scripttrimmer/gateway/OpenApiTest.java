package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.gateway.GatewayFixture.URL;
import static dev.scripttrimmer.gateway.GatewayFixture.encode;
import static dev.scripttrimmer.gateway.GatewayFixture.json;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.gateway.access.ApiKey;
import dev.scripttrimmer.gateway.access.ApiKeys;
import dev.scripttrimmer.gateway.access.Quota;
import dev.scripttrimmer.gateway.access.SignIn;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The description of the API holds for what is really answered. */
class OpenApiTest {
  private final GatewayFixture gateway = new GatewayFixture();
  private JsonNode description;

  @BeforeEach
  void read() throws IOException {
    HttpResponse<String> response = gateway.get("/openapi.yaml");
    assertThat(response.headers().firstValue("content-type")).hasValue("application/yaml");
    description = new YAMLMapper().readTree(response.body());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void uploadsAnswerAsDescribed() {
    conforms(
        gateway.post("/get-presigned-url-endpoint", "{\"filename\": \"a.mp4\"}"),
        "/get-presigned-url-endpoint",
        "post");
    HttpResponse<String> created = gateway.post("/s3/multipart", "{\"filename\": \"a.mp4\"}");
    conforms(created, "/s3/multipart", "post");
    String upload = "/s3/multipart/" + json(created).path("uploadId").textValue();
    String key = "?key=" + encode(json(created).path("key").textValue());
    conforms(gateway.get(upload + key), "/s3/multipart/{uploadId}", "get");
    conforms(gateway.get(upload + "/1" + key), "/s3/multipart/{uploadId}/{partNumber}", "get");
    conforms(
        gateway.post(
            upload + "/complete" + key, "{\"parts\": [{\"PartNumber\": 1, \"ETag\": \"e\"}]}"),
        "/s3/multipart/{uploadId}/complete",
        "post");
    conforms(gateway.delete(upload + key), "/s3/multipart/{uploadId}", "delete");
  }

  @Test
  void jobsAnswerAsDescribed() {
    conforms(gateway.submit(URL), "/extract-audio-endpoint", "post");
    conforms(gateway.get("/jobs/" + KEY), "/jobs/{queueKey}", "get");
    conforms(gateway.delete("/jobs/" + KEY), "/jobs/{queueKey}", "delete");
    gateway.work().complete();
    conforms(gateway.get("/jobs/" + KEY), "/jobs/{queueKey}", "get");
    conforms(gateway.get("/jobs?limit=1"), "/jobs", "get");
    conforms(
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
    conforms(
        gateway.post("/s3-events", event.formatted("2026-03-04T05:06:00Z", "videos/lecture.mp4")),
        "/s3-events",
        "post");
    conforms(
        gateway.post("/s3-events", event.formatted("2026-03-04T05:06:00Z", "jobs/x")),
        "/s3-events",
        "post");
    conforms(gateway.post("/s3-events", "{}"), "/s3-events", "post");
  }

  @Test
  void whereCallersSignInAnswersAreAsDescribed() {
    String key = ApiKey.generate();
    ApiKeys keys =
        new ApiKeys(List.of(new ApiKey("alice", ApiKey.Hash.of(key), new Quota(9, 9, 9))));
    try (GatewayFixture asking = new GatewayFixture(new SignIn(keys, Duration.ofHours(1)))) {
      conforms(asking.get("/jobs"), "/jobs", "get");
      conforms(asking.get("/jobs", "Authorization", "Bearer " + key), "/jobs", "get");
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
      conforms(telling.get("/webhooks/secret"), "/webhooks/secret", "get");
      conforms(
          telling.post(
              "/extract-audio-endpoint",
              "{\"s3_url\": \"%s\", \"webhook_url\": \"%s/\"}".formatted(URL, origin)),
          "/extract-audio-endpoint",
          "post");
      new Worker(telling.jobs, telling.publisher, URL).complete();

      String message = told.poll(30, TimeUnit.SECONDS);
      assertThat(message).as("a message").isNotNull();
      conforms(message, description.at("/components/schemas/JobEnded"));
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
        description.at(
            "/paths/~1progress-stream-endpoint/get/responses/200/content/text~1event-stream/schema");
    gateway.work().complete();
    gateway.stream("Last-Event-ID", "7").untilEnd().forEach(e -> conforms(e.data(), schema));
    gateway.work().fail(Failure.of(ErrorCode.NO_SPEECH, "Nobody speaks."));
    gateway.stream().untilEnd().forEach(event -> conforms(event.data(), schema));
  }

  @Test
  void refusalsAnswerAsDescribed() {
    conforms(gateway.post("/extract-audio-endpoint", "{"), "/extract-audio-endpoint", "post");
    conforms(gateway.get("/jobs/x"), "/jobs/{queueKey}", "get");
    conforms(gateway.post("/jobs/" + KEY + "/recut", "{"), "/jobs/{queueKey}/recut", "post");
    conforms(gateway.get("/jobs/x/archive.zip"), "/jobs/{queueKey}/archive.zip", "get");
    conforms(gateway.get("/jobs?limit=x"), "/jobs", "get");
    conforms(gateway.get("/s3/multipart/x"), "/s3/multipart/{uploadId}", "get");
    conforms(gateway.get("/jobs/" + KEY + "/files/x"), "/jobs/{queueKey}/files/{name}", "get");
  }

  @Test
  void operatorsRoutesAnswerAsDescribed() {
    gateway.bus.publish(
        Addresses.NODES,
        new NodeStatus(
            new NodeId("n1"),
            "host",
            Set.of("worker"),
            Set.of("cpu"),
            Optional.of(new SpeechModel("demo", "en", true)),
            2,
            1,
            List.of(KEY),
            false,
            Worker.NOW));
    conforms(gateway.get("/cluster"), "/cluster", "get");
    conforms(gateway.get("/health/live"), "/health/live", "get");
    conforms(gateway.get("/health/ready"), "/health/ready", "get");
  }

  @Test
  void everyErrorCodeIsOneThatTheDescriptionAllows() {
    JsonNode code = description.at("/components/schemas/Error/properties/code/pattern");
    for (ErrorCode error : ErrorCode.values()) {
      assertThat(error.name().toLowerCase(Locale.ROOT)).matches(code.textValue());
    }
  }

  @Test
  void aSchemaThatDoesNotHoldIsNoticed() {
    JsonNode schema = description.at("/components/schemas/AcceptedJob");

    assertThat(validate("{\"s3_url\": 7}", schema).getValid()).isFalse();
  }

  private void conforms(HttpResponse<String> response, String path, String method) {
    JsonNode responses =
        description.at("/paths/" + path.replace("/", "~1") + "/" + method + "/responses");
    String status = String.valueOf(response.statusCode());
    assertThat(responses.isObject()).as(path + " is described").isTrue();
    JsonNode answer = responses.path(responses.has(status) ? status : "default");
    if (answer.has("$ref")) {
      answer = description.at(answer.path("$ref").textValue().substring(1));
    }
    conforms(response.body(), answer.at("/content/application~1json/schema"));
  }

  private void conforms(String body, JsonNode schema) {
    assertThat(schema.isObject()).isTrue();
    OutputUnit result = validate(body, schema);
    assertThat(result.getValid()).as(() -> body + " " + result.getErrors()).isTrue();
  }

  private OutputUnit validate(String body, JsonNode schema) {
    // The components come along under the same pointer, so that references find them.
    JsonObject document = new JsonObject(schema.toString());
    document.put("components", new JsonObject(description.path("components").toString()));
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setBaseUri("https://api.invalid/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    return Validator.create(JsonSchema.of(document), options).validate(Json.decodeValue(body));
  }
}
