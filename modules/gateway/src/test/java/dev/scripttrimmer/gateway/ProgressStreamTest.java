package dev.scripttrimmer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.gateway.SseClient.Event;
import dev.scripttrimmer.json.DomainJson;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressStreamTest {
  private static final String WAITING = "Waiting for a free worker...";
  private static final List<String> STORY =
      Stream.concat(Stream.of(WAITING), Arrays.stream(Milestone.values()).map(Milestone::message))
          .toList();

  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aStreamBeginsAsTheContractSays() {
    gateway.submit(GatewayFixture.URL);

    try (SseClient stream = gateway.stream("Accept-Encoding", "gzip, br")) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.headers().firstValue("content-encoding")).isEmpty();
      assertThat(stream.headers().firstValue("content-type"))
          .hasValue("text/event-stream; charset=utf-8");
      assertThat(stream.headers().firstValue("cache-control")).hasValue("no-cache, no-transform");
      assertThat(stream.headers().firstValue("x-accel-buffering")).hasValue("no");
      assertThat(stream.nextOfAnyKind().other()).matches("retry: [123]\\d{3}");
      Event connection = stream.next();
      assertThat(connection.id()).isEmpty();
      assertThat(connection.json())
          .isEqualTo(
              json(
                  """
                  {"type": "connection", "message": "Connected to progress stream",
                   "s3_url": "%s", "queue_key": "%s"}"""
                      .formatted(GatewayFixture.URL, GatewayFixture.KEY)));
      Event first = stream.next();
      assertThat(first.id()).isEqualTo("4294967296");
      assertThat(first.json())
          .isEqualTo(
              json(
                  """
                  {"s3_url": "%s", "status": "pending", "message": "%s",
                   "timestamp": "2026-03-04T05:06:07Z", "progress": 0.0,
                   "queue_key": "%s", "run": 1}"""
                      .formatted(GatewayFixture.URL, WAITING, GatewayFixture.KEY)));
    }
  }

  @Test
  void whoComesBeforeDuringAndAfterSeesTheSame() {
    SseClient before = gateway.stream();
    assertThat(before.next().json().path("type").textValue()).isEqualTo("connection");
    Worker worker = gateway.work();
    worker.reach(Milestone.STARTED);
    worker.reach(Milestone.DOWNLOADING);
    SseClient during = gateway.stream();
    assertThat(during.next().json().path("type").textValue()).isEqualTo("connection");
    worker.complete();
    SseClient after = gateway.stream();
    after.next();

    List<Event> seen = before.untilEnd();
    assertThat(seen).extracting(Event::message).isEqualTo(STORY);
    assertThat(during.untilEnd()).isEqualTo(seen);
    assertThat(after.untilEnd()).isEqualTo(seen);
    assertThat(seen.get(seen.size() - 1).json().at("/result/message").textValue())
        .isEqualTo("Video processed successfully");
  }

  @Test
  void everyOneOfManySeesAll() {
    List<SseClient> streams = IntStream.range(0, 100).mapToObj(i -> gateway.stream()).toList();
    streams.forEach(SseClient::next);

    Worker worker = gateway.work();
    IntStream.range(0, 50).forEach(i -> worker.update("part " + i));
    worker.complete();

    List<Event> seen = streams.get(0).untilEnd();
    assertThat(seen).hasSize(STORY.size() + 50);
    assertThat(streams)
        .allSatisfy(
            stream -> {
              if (stream != streams.get(0)) {
                assertThat(stream.untilEnd()).isEqualTo(seen);
              }
            });
  }

  @Test
  void aFailureEndsTheStreamAndSaysWhy() {
    Worker worker = gateway.work();
    worker.fail(Failure.of(ErrorCode.NOT_A_VIDEO, "This is no video."));

    List<Event> seen = gateway.stream().untilEnd();

    JsonNode last = seen.get(seen.size() - 1).json();
    assertThat(last.path("status").textValue()).isEqualTo("failed");
    assertThat(last.path("code").textValue()).isEqualTo("not_a_video");
    assertThat(last.path("error").textValue()).isEqualTo("This is no video. [not_a_video]");
  }

  @Test
  void aClientResumesByHeaderOrByQuery() {
    Worker worker = gateway.work();
    worker.reach(Milestone.STARTED);
    SseClient first = gateway.stream();
    first.nextUpdate();
    String id = first.nextUpdate().id();
    first.close();
    worker.complete();

    List<Event> byHeader = gateway.stream("Last-Event-ID", id).untilEnd();
    List<Event> byQuery =
        SseClient.open(
                gateway.http,
                gateway.uri(
                    "/progress-stream-endpoint?lastEventId="
                        + id
                        + "&s3_url="
                        + GatewayFixture.encode(GatewayFixture.URL)))
            .untilEnd();

    assertThat(byHeader.get(0).json().has("reset")).isFalse();
    assertThat(byHeader.subList(1, byHeader.size()))
        .extracting(Event::message)
        .isEqualTo(STORY.subList(2, STORY.size()));
    assertThat(byQuery).isEqualTo(byHeader);
  }

  @Test
  void anUnknownPlaceIsAResetAndTheWholeStory() {
    Worker worker = gateway.work();
    worker.complete();

    for (String id : List.of("17", "no id", "99999999999999999999", "1,2", "8589935000")) {
      List<Event> seen = gateway.stream("Last-Event-ID", id).untilEnd();

      assertThat(seen.get(0).json().path("reset").booleanValue()).as(id).isTrue();
      assertThat(seen.subList(1, seen.size())).extracting(Event::message).isEqualTo(STORY);
    }
  }

  @Test
  void pastTheEndThereIsNoContent() {
    gateway.work().complete();
    List<Event> seen = gateway.stream().untilEnd();
    String last = seen.get(seen.size() - 1).id();

    SseClient again = gateway.stream("Last-Event-ID", last);

    assertThat(again.status()).isEqualTo(204);
    assertThat(again.untilEnd()).isEmpty();
  }

  @Test
  void aNewRunIsANewStoryUnderTheSameKey() {
    gateway.work().complete();
    List<Event> firstRun = gateway.stream().untilEnd();
    String last = firstRun.get(firstRun.size() - 1).id();
    Worker second = gateway.work();
    SseClient resumed = gateway.stream("Last-Event-ID", last);
    second.complete();

    List<Event> seen = resumed.untilEnd();

    assertThat(seen.get(0).json().path("reset").booleanValue()).isTrue();
    assertThat(seen.subList(1, seen.size())).extracting(Event::message).isEqualTo(STORY);
    assertThat(seen.subList(1, seen.size()))
        .allSatisfy(
            event -> {
              assertThat(event.json().path("run").intValue()).isEqualTo(2);
              assertThat(Long.parseLong(event.id())).isGreaterThan(Long.parseLong(last));
            });
  }

  @Test
  void twoKeysNeverMix() {
    String other = FakeLinks.BASE + "videos/other.mp4";
    gateway.putVideo(other);
    SseClient streamOfOther = SseClient.open(gateway.http, gateway.streamUri(other));
    gateway.work().complete();
    gateway.work(other).complete();

    assertThat(streamOfOther.untilEnd())
        .allSatisfy(event -> assertThat(event.json().path("s3_url").textValue()).isEqualTo(other));
  }

  @Test
  void oneStreamFollowsSeveralJobsAndResumesEach() {
    String other = FakeLinks.BASE + "videos/other.mp4";
    gateway.putVideo(other);
    Worker first = gateway.work();
    Worker second = gateway.work(other);
    first.reach(Milestone.STARTED);
    SseClient both = SseClient.open(gateway.http, gateway.streamUri(GatewayFixture.URL, other));
    Event started =
        Stream.generate(both::nextUpdate)
            .filter(event -> event.message().equals(Milestone.STARTED.message()))
            .findFirst()
            .orElseThrow();
    assertThat(started.id()).contains(GatewayFixture.KEY + ":");
    Event seenLast = both.nextUpdate();
    assertThat(seenLast.json().path("s3_url").textValue()).isEqualTo(other);
    both.close();
    first.complete();
    second.complete();

    // The order of the parameters does not matter: the id names the jobs.
    List<Event> resumed =
        SseClient.open(
                gateway.http,
                gateway.streamUri(other, GatewayFixture.URL),
                "Last-Event-ID",
                seenLast.id())
            .untilEnd();

    assertThat(resumed.subList(0, 2))
        .allSatisfy(event -> assertThat(event.json().has("reset")).isFalse());
    assertThat(messagesOf(resumed, GatewayFixture.URL)).isEqualTo(STORY.subList(2, STORY.size()));
    assertThat(messagesOf(resumed, other)).isEqualTo(STORY.subList(1, STORY.size()));
    String last = resumed.get(resumed.size() - 1).id();
    assertThat(
            SseClient.open(
                    gateway.http,
                    gateway.streamUri(GatewayFixture.URL, other),
                    "Last-Event-ID",
                    last)
                .status())
        .isEqualTo(204);
  }

  @Test
  void lineEndsInsideAPayloadStayInside() {
    Worker worker = gateway.work();
    String nasty = "a\r\nb\nc\rd\u2028e\n\ndata: f\u0000\uD83C\uDFAC";
    worker.update(nasty);

    try (SseClient stream = gateway.stream()) {
      stream.nextUpdate();
      assertThat(stream.nextUpdate().message()).isEqualTo(nasty);
    }
  }

  @Test
  void aLargeResultIsLinked() {
    Worker worker = gateway.work();
    worker.complete(IntStream.range(0, 5_000).mapToObj("chunk-%06d.json"::formatted).toList());

    List<Event> seen = gateway.stream().untilEnd();

    JsonNode last = seen.get(seen.size() - 1).json();
    assertThat(last.path("status").textValue()).isEqualTo("completed");
    assertThat(last.has("result")).isFalse();
    String link = last.path("result_url").textValue();
    assertThat(GatewayFixture.json(gateway.get(link)).at("/result/total_chunks").intValue())
        .isEqualTo(5_000);
  }

  @Test
  void http2IsSpokenInClearText() throws Exception {
    HttpClient http2 = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    gateway.work().complete();

    SseClient stream = SseClient.open(http2, gateway.streamUri(GatewayFixture.URL));

    assertThat(stream.untilEnd().subList(1, STORY.size() + 1))
        .extracting(Event::message)
        .isEqualTo(STORY);
    assertThat(stream.version()).isEqualTo(HttpClient.Version.HTTP_2);
  }

  private static List<String> messagesOf(List<Event> events, String url) {
    return events.stream()
        .filter(event -> event.json().path("s3_url").textValue().equals(url))
        .filter(event -> !event.json().has("type"))
        .map(Event::message)
        .toList();
  }

  private static JsonNode json(String text) {
    return DomainJson.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
