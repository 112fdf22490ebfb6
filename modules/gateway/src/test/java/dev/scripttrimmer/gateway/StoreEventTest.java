package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.gateway.GatewayFixture.URL;
import static dev.scripttrimmer.gateway.GatewayFixture.json;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreEventTest {
  private static final String EARLIER = "2026-03-04T05:06:00.000Z";
  private static final String LATER = "2026-03-04T05:07:00.000Z";

  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ObjectCreated:Put", "s3:ObjectCreated:CompleteMultipartUpload"})
  void aCreatedObjectBecomesAJob(String event) {
    HttpResponse<String> response =
        post("?video_type=recorded", record(event, "videos/lecture.mp4", EARLIER));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).at("/accepted/0/s3_url").textValue()).isEqualTo(URL);
    assertThat(json(response).at("/accepted/0/queue_key").textValue()).isEqualTo(KEY.value());
    assertThat(head(KEY).submission().videoType()).isEqualTo(VideoType.RECORDED);
  }

  @Test
  void aNotificationByEventBridgeDoes() {
    HttpResponse<String> response =
        post(
            "",
            """
            {"detail-type": "Object Created", "source": "aws.s3", "time": "%s",
             "detail": {"bucket": {"name": "bucket"}, "object": {"key": "videos/lecture.mp4"}}}"""
                .formatted(EARLIER));

    assertThat(json(response).path("accepted")).hasSize(1);
  }

  @Test
  void aKeyIsDecodedOnce() {
    gateway.putVideo(FakeLinks.BASE + "videos/a b+ü.mp4");

    HttpResponse<String> response =
        post("", record("ObjectCreated:Put", "videos/a+b%2B%C3%BC.mp4", EARLIER));

    assertThat(json(response).at("/accepted/0/s3_url").textValue())
        .isEqualTo(FakeLinks.BASE + "videos/a b+ü.mp4");
  }

  @Test
  void aNotificationThatComesTwiceBeginsNoSecondRun() {
    gateway.work().complete();

    HttpResponse<String> again =
        post("", record("ObjectCreated:Put", "videos/lecture.mp4", EARLIER));
    assertThat(json(again).at("/ignored/0/code").textValue()).isEqualTo("already_submitted");
    assertThat(head(KEY).run().number()).isEqualTo(1);

    post("", record("ObjectCreated:Put", "videos/lecture.mp4", LATER));
    assertThat(head(KEY).run().number()).isEqualTo(2);
  }

  /** Its own clips are objects too; a service that took them would never come to rest. */
  @ParameterizedTest
  @CsvSource({
    "jobs/0123456789abcdef0123456789abcdef/1/upload/clip.mp4, url_not_allowed",
    "webhooks/x, url_not_allowed",
    "videos/none.mp4, object_not_found"
  })
  void whatIsNoVideoForTheServiceIsIgnoredAndSaysWhy(String key, String code) {
    HttpResponse<String> response = post("", record("ObjectCreated:Put", key, EARLIER));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).at("/ignored/0/code").textValue()).isEqualTo(code);
    assertThat(json(response).path("accepted")).isEmpty();
  }

  @Test
  void otherEventsAreNoBusinessOfIts() {
    for (String other :
        new String[] {
          record("ObjectRemoved:Delete", "videos/lecture.mp4", EARLIER),
          "{\"Records\": []}",
          "{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\"}"
        }) {
      assertThat(post("", other).body()).isEqualTo("{\"accepted\":[],\"ignored\":[]}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"Records\": 7}",
        "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\"}]}",
        "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\", \"eventTime\": \"now\","
            + " \"s3\": {\"bucket\": {\"name\": \"bucket\"}, \"object\": {\"key\": \"a\"}}}]}",
        "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\","
            + " \"eventTime\": \"2026-03-04T05:06:00Z\","
            + " \"s3\": {\"bucket\": {\"name\": \"bucket\"}, \"object\": {\"key\": \"%zz\"}}}]}"
      })
  void whatIsNoNotificationIsRefused(String body) {
    assertRefusal(post("", body), 400, "invalid_request");
  }

  @Test
  void whileTheStoreIsAwayTheSenderTriesAgain() {
    gateway.jobs.setAway(true);

    assertRefusal(
        post("", record("ObjectCreated:Put", "videos/lecture.mp4", EARLIER)),
        503,
        "storage_unavailable");
  }

  private HttpResponse<String> post(String query, String body) {
    return gateway.post("/s3-events" + query, body);
  }

  private static String record(String event, String key, String time) {
    return """
        {"EventName": "s3:%1$s", "Records": [{"eventVersion": "2.1", "eventSource": "aws:s3",
         "eventTime": "%3$s", "eventName": "%1$s",
         "s3": {"bucket": {"name": "bucket"}, "object": {"key": "%2$s", "size": 3}}}]}"""
        .formatted(event, key, time);
  }

  private Job head(QueueKey key) {
    return result(gateway.jobs.find(key)).orElseThrow().job();
  }
}
