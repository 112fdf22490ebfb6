package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.gateway.GatewayFixture.URL;
import static dev.scripttrimmer.gateway.GatewayFixture.json;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.JobNotice;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.json.DomainJson;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRoutesTest {
  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whileTheLogIsAwayJobsAreAcceptedAndCancelled() {
    gateway.log.setAway(true);

    assertThat(gateway.submit(URL).statusCode()).isEqualTo(202);
    assertThat(gateway.get("/jobs/" + KEY).statusCode()).isEqualTo(200);
    assertThat(gateway.delete("/jobs/" + KEY).statusCode()).isEqualTo(200);
  }

  @Test
  void aJobIsShownAsFarAsTheLogKnows() {
    Worker worker = gateway.work();
    worker.reach(Milestone.STARTED);
    worker.update("Almost there");

    HttpResponse<String> response = gateway.get("/jobs/" + KEY);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response))
        .isEqualTo(
            tree(
                """
                {"queue_key": "%s", "s3_url": "%s", "status": "running", "message": "Almost there",
                 "progress": 5.0, "run": 1, "video_type": "live",
                 "submitted_at": "2026-03-04T05:06:07Z", "updated_at": "2026-03-04T05:06:07Z",
                 "last_event_id": 8589934594}"""
                    .formatted(KEY, URL)));
  }

  @Test
  void aJobThatWaitsShowsItsPlaceInTheQueue() {
    gateway.submit(URL);
    Job waits = result(gateway.jobs.find(KEY)).orElseThrow().job();
    assertThat(json(gateway.get("/jobs/" + KEY)).has("queue_position")).isFalse();
    try (SseClient stream = gateway.stream()) {
      assertThat(stream.nextUpdate().json().has("queue_position")).isFalse();

      result(
          gateway
              .publisher
              .publish(
                  KEY,
                  new ProgressEvent(
                      waits.run().firstEventId() + 1,
                      1,
                      false,
                      ProgressUpdate.queued(URL, 3, Worker.NOW)))
              .toCompletionStage());

      JsonNode told = stream.nextUpdate().json();
      assertThat(told.path("queue_position").intValue()).isEqualTo(3);
      assertThat(told.path("message").textValue()).endsWith("2 jobs are ahead");
      JsonNode shown = json(gateway.get("/jobs/" + KEY));
      assertThat(shown.path("queue_position").intValue()).isEqualTo(3);
      assertThat(shown.path("status").textValue()).isEqualTo("pending");

      Worker worker = new Worker(gateway.jobs, gateway.publisher, URL);
      worker.reach(Milestone.STARTED);
      assertThat(stream.nextUpdate().json().has("queue_position")).isFalse();
      assertThat(json(gateway.get("/jobs/" + KEY)).has("queue_position")).isFalse();
    }
  }

  @Test
  void aCompletedJobShowsItsResult() {
    gateway.work().complete();

    JsonNode job = json(gateway.get("/jobs/" + KEY));

    assertThat(job.path("status").textValue()).isEqualTo("completed");
    assertThat(job.at("/result/message").textValue()).isEqualTo("Video processed successfully");
  }

  @Test
  void listsTellTheLengthOfWhatIsProcessed() {
    gateway.work().complete();

    JsonNode listed = json(gateway.get("/jobs")).at("/jobs/0");

    assertThat(listed.has("result")).isFalse();
    assertThat(listed.path("duration").doubleValue()).isEqualTo(60);
  }

  @Test
  void jobsAreFoundByPartsOfTheirNames() {
    List<String> urls =
        Stream.of("Cell_Biology.mp4", "20260304_050607_" + UUID.randomUUID() + "_bio.mp4", "a.mp4")
            .map(name -> FakeLinks.BASE + "videos/" + name)
            .toList();
    urls.forEach(gateway::putVideo);
    urls.forEach(gateway::submit);

    assertThat(found("bio")).containsExactlyInAnyOrder(urls.get(0), urls.get(1));
    assertThat(found("cell%20BIO")).containsExactly(urls.get(0));
    // In every key, but in no name that people know.
    assertThat(found("20260304")).isEmpty();
    assertThat(found("videos")).isEmpty();
    assertThat(found("")).hasSize(3);
    assertRefusal(gateway.get("/jobs?name=" + "a".repeat(201)), 400, "invalid_request");
  }

  /** Goes on from page to page of one. */
  private List<String> found(String name) {
    List<String> urls = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(gateway.get("/jobs?limit=1&name=" + name + "&cursor=" + cursor));
      page.path("jobs").forEach(job -> urls.add(job.path("s3_url").textValue()));
      cursor = page.path("next").asText();
    } while (!cursor.isEmpty());
    return urls;
  }

  @Test
  void jobsAreListedNewestFirstInPages() {
    List<String> urls =
        IntStream.range(0, 5).mapToObj(i -> FakeLinks.BASE + "videos/" + i + ".mp4").toList();
    urls.forEach(gateway::putVideo);
    urls.forEach(gateway::submit);

    JsonNode first = json(gateway.get("/jobs?limit=3"));
    JsonNode second = json(gateway.get("/jobs?limit=3&cursor=" + first.path("next").textValue()));

    assertThat(first.path("jobs")).hasSize(3);
    assertThat(second.path("jobs")).hasSize(2);
    assertThat(second.has("next")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1000", ""})
  void aBadLimitIsRefused(String limit) {
    assertRefusal(gateway.get("/jobs?limit=" + limit), 400, "invalid_request");
  }

  @Test
  void cancellingEndsTheRunTellsItsWorkerAndItsViewers() {
    Promise<JobNotice> rung = Promise.promise();
    gateway.bus.consume(Addresses.JOB_ENDED, rung::tryComplete);
    Worker worker = gateway.work();
    worker.reach(Milestone.STARTED);
    SseClient stream = gateway.stream();
    stream.nextUpdate();
    stream.nextUpdate();

    HttpResponse<String> response = gateway.delete("/jobs/" + KEY);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("status").textValue()).isEqualTo("failed");
    assertThat(json(response).path("code").textValue()).isEqualTo("cancelled");
    assertThat(result(rung.future().toCompletionStage())).isEqualTo(new JobNotice(KEY));
    List<SseClient.Event> rest = stream.untilEnd();
    assertThat(rest).hasSize(1);
    assertThat(rest.get(0).json().path("code").textValue()).isEqualTo("cancelled");
    assertThat(gateway.delete("/jobs/" + KEY).body()).isEqualTo(response.body());
  }

  @Test
  void anUnknownJobIsNotFoundAndABadKeyIsRefused() {
    assertRefusal(gateway.get("/jobs/" + KEY), 404, "not_found");
    assertRefusal(gateway.delete("/jobs/" + KEY), 404, "not_found");
    assertRefusal(gateway.get("/jobs/xyz"), 400, "invalid_request");
    assertRefusal(gateway.delete("/jobs/" + KEY.value().toUpperCase()), 400, "invalid_request");
  }

  static void assertRefusal(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode body = json(response);
    assertThat(body.path("code").textValue()).isEqualTo(code);
    assertThat(body.path("detail").isTextual()).isTrue();
    assertThat(body.path("detail").textValue()).isNotBlank();
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
  }

  private static JsonNode tree(String text) {
    return DomainJson.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
