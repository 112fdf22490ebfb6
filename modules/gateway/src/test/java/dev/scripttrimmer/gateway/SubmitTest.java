package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.gateway.GatewayFixture.URL;
import static dev.scripttrimmer.gateway.GatewayFixture.json;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.JobNotice;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.json.DomainJson;
import io.vertx.core.Promise;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitTest {
  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aSubmissionIsDurableBeforeItIsAcceptedAndThenRings() {
    Promise<JobNotice> rung = Promise.promise();
    gateway.bus.consume(Addresses.JOB_WAITING, rung::tryComplete);

    HttpResponse<String> response =
        gateway.post(
            "/extract-audio-endpoint",
            "{\"s3_url\": \"" + URL + "\", \"video_type\": \"recorded\", \"other\": [1]}");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(json(response))
        .isEqualTo(
            tree(
                """
                {"s3_url": "%s", "queue_key": "%s", "status": "pending",
                 "message": "Video processing job started successfully", "progress": 0.0}"""
                    .formatted(URL, KEY)));
    Job job = result(gateway.jobs.find(KEY)).orElseThrow().job();
    assertThat(job.status()).isEqualTo(JobStatus.PENDING);
    assertThat(job.submission().videoType()).isEqualTo(VideoType.RECORDED);
    assertThat(result(rung.future().toCompletionStage())).isEqualTo(new JobNotice(KEY));
  }

  @Test
  void theSameUrlWhileItsJobRunsIsTheSameJob() {
    Worker worker = gateway.work();
    worker.reach(Milestone.STARTED);
    worker.reach(Milestone.DOWNLOADING);

    HttpResponse<String> response = gateway.submit(URL);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(json(response).path("status").textValue()).isEqualTo("running");
    assertThat(json(response).path("progress").doubleValue()).isEqualTo(15);
    assertThat(result(gateway.jobs.find(KEY)).orElseThrow().job().run().number()).isEqualTo(1);
  }

  @Test
  void theSameUrlAfterItsJobEndedIsANewRun() {
    gateway.work().complete();

    HttpResponse<String> response = gateway.submit(URL);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(json(response).path("status").textValue()).isEqualTo("pending");
    assertThat(result(gateway.jobs.find(KEY)).orElseThrow().job().run().number()).isEqualTo(2);
  }

  @Test
  void ofManyAtOnceOneJobIsMade() {
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    IntStream.range(0, 16)
        .forEach(i -> sent.add(CompletableFuture.supplyAsync(() -> gateway.submit(URL))));

    assertThat(sent).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
    assertThat(result(gateway.jobs.find(KEY)).orElseThrow().job().run().epoch()).isEqualTo(1);
  }

  @Test
  void whoLosesTheRaceToCreateIsToldOfTheWinnersJob() {
    Submission rival =
        new Submission(
            KEY,
            URL,
            new ObjectLocation(FakeLinks.BUCKET, "videos/lecture.mp4"),
            VideoType.RECORDED,
            false,
            Submission.ANYONE,
            Worker.NOW,
            Optional.empty());
    gateway.jobs.beatenBy(Job.submitted(rival));

    assertThat(gateway.submit(URL).statusCode()).isEqualTo(202);
    assertThat(result(gateway.jobs.find(KEY)).orElseThrow().job().submission()).isEqualTo(rival);
  }

  @Test
  void theKeyIsThatOfTheUrlAsSentAndItsQueryIsNotKept() {
    String signed = URL + "?X-Amz-Signature=secret";

    HttpResponse<String> response = gateway.submit(signed);

    assertThat(json(response).path("s3_url").textValue()).isEqualTo(signed);
    assertThat(json(response).path("queue_key").textValue()).isEqualTo(QueueKey.of(signed).value());
    Job job = result(gateway.jobs.find(QueueKey.of(signed))).orElseThrow().job();
    assertThat(job.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 400 | invalid_request",
        "'{' | 400 | invalid_request",
        "'null' | 400 | invalid_request",
        "'[]' | 400 | invalid_request",
        "'7' | 400 | invalid_request",
        "'{}' | 400 | invalid_request",
        "'{\"s3_url\": null}' | 400 | invalid_request",
        "'{\"s3_url\": \"  \"}' | 400 | invalid_request",
        "'{\"s3_url\": {}}' | 400 | invalid_request",
        "'{\"s3_url\": \"ftp://x/y\"}' | 400 | invalid_request",
        "'{\"s3_url\": \"https://evil.test/v.mp4\"}' | 403 | url_not_allowed",
        "'{\"s3_url\": \"https://bucket.s3.test/none.mp4\"}' | 404 | object_not_found",
        "'{\"s3_url\": \"https://bucket.s3.test/v\", \"video_type\": \"x\"}' | 400"
            + " | invalid_request"
      })
  void aBadSubmissionSaysWhatIsWrong(String body, int status, String code) {
    HttpResponse<String> response = gateway.post("/extract-audio-endpoint", body);

    assertRefusal(response, status, code);
  }

  @Test
  void anEmptyFileIsRefusedBeforeItBecomesAJob() {
    result(
        gateway.objects.put(
            new ObjectLocation(FakeLinks.BUCKET, "videos/empty.mp4"),
            new byte[0],
            "video/mp4",
            Precondition.none()));
    String empty = FakeLinks.BASE + "videos/empty.mp4";

    assertRefusal(gateway.submit(empty), 422, "not_a_video");
    assertThat(gateway.get("/jobs/" + QueueKey.of(empty)).statusCode()).isEqualTo(404);
  }

  @Test
  void aVideoThatIsTooLargeIsRefused() {
    GatewayFixture small =
        new GatewayFixture(
            config ->
                new GatewayConfig(
                    config.http(),
                    config.streams(),
                    new GatewayConfig.Uploads(
                        FakeLinks.BUCKET, "videos/", 2, config.uploads().linkValidity()),
                    config.jobs()));
    try (small) {
      assertRefusal(small.submit(URL), 413, "object_too_large");
    }
  }

  @Test
  void pastTheBoundOfWaitingJobsOneComesBackLater() {
    GatewayFixture full =
        new GatewayFixture(
            config ->
                new GatewayConfig(
                    config.http(),
                    config.streams(),
                    config.uploads(),
                    new GatewayConfig.Jobs(FakeLinks.BUCKET, 1, config.jobs().retryAfter())));
    try (full) {
      String other = FakeLinks.BASE + "videos/other.mp4";
      full.putVideo(other);
      full.submit(URL);

      HttpResponse<String> response = full.submit(other);

      assertRefusal(response, 429, "too_many_requests");
      assertThat(response.headers().firstValue("retry-after")).hasValue("30");
      assertThat(full.submit(URL).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void whileTheStoreIsAwayOneComesBackLater() {
    gateway.jobs.setAway(true);

    HttpResponse<String> response = gateway.submit(URL);

    assertRefusal(response, 503, "storage_unavailable");
    assertThat(response.headers().firstValue("retry-after")).hasValue("5");
    gateway.jobs.setAway(false);
    assertThat(gateway.submit(URL).statusCode()).isEqualTo(202);
  }

  @Test
  void onlyJsonIsTaken() {
    HttpResponse<String> response =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/extract-audio-endpoint"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"s3_url\": \"" + URL + "\"}")));

    assertRefusal(response, 415, "unsupported_media_type");
  }

  private static JsonNode tree(String text) {
    return DomainJson.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
