package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.gateway.GatewayFixture.URL;
import static dev.scripttrimmer.gateway.GatewayFixture.json;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.JobNotice;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.Recut;
import dev.scripttrimmer.domain.segment.InteractionType;
import dev.scripttrimmer.domain.segment.Segment;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The video is 60 seconds long. */
class RecutTest {
  private static final String PATH = "/jobs/" + KEY + "/recut";
  private static final String SEGMENTS =
      """
      {"segments": [
        {"start": 30, "end": 60.2, "title": " Moons ", "segment_type": "topic", "more": 1},
        {"start": 0.5, "end": 30, "title": "Planets", "segment_type": "topic"},
        {"start": 10, "end": 20, "title": "Questions", "segment_type": "interaction"}]}""";

  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aCompletedJobBeginsANewRunThatCutsOnly() {
    gateway.work().complete();
    Promise<JobNotice> rung = Promise.promise();
    gateway.bus.consume(Addresses.JOB_WAITING, rung::tryComplete);

    HttpResponse<String> response = gateway.post(PATH, SEGMENTS);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    assertThat(json(response).path("status").textValue()).isEqualTo("pending");
    assertThat(json(response).path("s3_url").textValue()).isEqualTo(URL);
    assertThat(result(rung.future().toCompletionStage())).isEqualTo(new JobNotice(KEY));
    assertThat(head().run().number()).isEqualTo(2);
    Recut recut = head().submission().recut().orElseThrow();
    assertThat(recut.run()).isEqualTo(1);
    assertThat(recut.duration()).isEqualTo(60);
    assertThat(recut.segments().topics())
        .extracting(Segment::index, Segment::title, segment -> segment.span().end())
        .containsExactly(tuple(0, "Planets", 30.0), tuple(1, "Moons", 60.0));
    assertThat(recut.segments().interactions())
        .singleElement()
        .extracting(Segment::interactionType)
        .isEqualTo(Optional.of(InteractionType.INTERACTIVE_MOMENT));
  }

  @Test
  void aButtonPressedManyTimesIsOneRun() {
    gateway.work().complete();
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    IntStream.range(0, 16)
        .forEach(i -> sent.add(CompletableFuture.supplyAsync(() -> gateway.post(PATH, SEGMENTS))));

    assertThat(sent).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
    assertThat(head().run().number()).isEqualTo(2);

    new Worker(gateway.jobs, gateway.publisher, URL).complete();
    HttpResponse<String> after = gateway.post(PATH, SEGMENTS);
    assertThat(after.statusCode()).isEqualTo(202);
    assertThat(json(after).path("status").textValue()).isEqualTo("completed");
    assertThat(head().run().number()).isEqualTo(2);
  }

  @Test
  void otherSegmentsWaitForTheRunUnderWay() {
    Worker worker = gateway.work();
    assertRefusal(gateway.post(PATH, SEGMENTS), 409, "job_running");
    worker.fail(failure());
    assertRefusal(gateway.post(PATH, SEGMENTS), 409, "nothing_to_cut");
    gateway.work().complete();
    gateway.post(PATH, SEGMENTS);

    assertRefusal(gateway.post(PATH, SEGMENTS.replace("Moons", "Stars")), 409, "job_running");
  }

  @Test
  void aRecutThatFailedIsTriedAgainByTheSameTranscript() {
    gateway.work().complete();
    gateway.post(PATH, SEGMENTS);
    new Worker(gateway.jobs, gateway.publisher, URL).fail(failure());

    assertThat(gateway.post(PATH, SEGMENTS).statusCode()).isEqualTo(202);

    assertThat(head().run().number()).isEqualTo(3);
    assertThat(head().submission().recut().orElseThrow().run()).isEqualTo(1);
  }

  @Test
  void theVideoSubmittedAgainIsUnderstoodAnew() {
    gateway.work().complete();
    gateway.post(PATH, SEGMENTS);
    new Worker(gateway.jobs, gateway.publisher, URL).complete();

    gateway.submit(URL);

    assertThat(head().submission().recut()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatCannotBeCutIsRefusedAndTheRefusalSaysWhy(String body, String why) {
    gateway.work().complete();

    HttpResponse<String> response = gateway.post(PATH, body);

    assertRefusal(response, 400, "invalid_request");
    assertThat(json(response).path("detail").textValue()).contains(why);
    assertThat(head().run().number()).isEqualTo(1);
  }

  private static Stream<Arguments> bad() {
    String many = String.join(",", Collections.nCopies(301, segment("0", "9", "A", "topic")));
    String much = String.join(",", Collections.nCopies(4, segment("0", "60", "A", "topic")));
    return Stream.of(
        arguments("{}", "names no segments"),
        arguments("{\"segments\": []}", "names no segments"),
        arguments("{\"segments\": 7}", "not as it should be"),
        arguments("{\"segments\": [null]}", "Segment 1 needs"),
        arguments("{\"segments\": [{\"start\": 0, \"end\": 9, \"title\": \"A\"}]}", "1 needs"),
        arguments("{\"segments\": [" + many + "]}", "at most 300 segments"),
        arguments("{\"segments\": [" + much + "]}", "at most 3 times as long"),
        bad("0", "61", "A", "topic", "not within the video, which is 60.000"),
        bad("-1", "9", "A", "topic", "not within the video"),
        bad("\"NaN\"", "9", "A", "topic", "not within the video"),
        bad("9", "9.4", "A", "topic", "at least 0.5 seconds after"),
        bad("9", "8", "A", "topic", "at least 0.5 seconds after"),
        bad("59.8", "60.4", "A", "topic", "at least 0.5 seconds after"),
        bad("0", "9", " ", "topic", "1 to 200 characters"),
        bad("0", "9", "x".repeat(201), "topic", "1 to 200 characters"),
        bad("0", "9", "a\\u0007b", "topic", "one line of text"),
        bad("0", "9", "a\\ud800b", "topic", "one line of text"),
        bad("0", "9", "A", "advert", "not as it should be"));
  }

  private static Arguments bad(String start, String end, String title, String type, String why) {
    return arguments("{\"segments\": [" + segment(start, end, title, type) + "]}", why);
  }

  private static String segment(String start, String end, String title, String type) {
    return "{\"start\": %s, \"end\": %s, \"title\": \"%s\", \"segment_type\": \"%s\"}"
        .formatted(start, end, title, type);
  }

  private static Failure failure() {
    return Failure.of(ErrorCode.CANCELLED, "The job was cancelled.");
  }

  private Job head() {
    return result(gateway.jobs.find(KEY)).orElseThrow().job();
  }
}
