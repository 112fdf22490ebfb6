package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** How the page looks when there is nothing, when it has to wait, and when something is broken. */
@ExtendWith(SharedPage.class)
class StatesIT {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String JOB = "#/jobs/" + KEY;
  private static final String VIDEO = "https://b.s3.amazonaws.com/%3Cb%3EWeek%3C%2Fb%3E%207.mp4";
  private static final String STREAM = "/progress-stream-endpoint";
  private static final String TIME = Instant.now().minusSeconds(130).toString();
  private static final Map<String, Object> NO_CONNECTION = Map.of("status", 0);
  private static final Map<String, Object> NO_ANSWER = Map.of("status", 1);

  private Browser browser;

  @BeforeEach
  void takeTheBrowser(PageUnderTest page) {
    browser = page.browser();
  }

  @Test
  void nothingThereYet() throws IOException {
    look("home-empty", "#/", "recent", Map.of("/jobs", ok(Map.of("jobs", List.of()))));
    look(
        "library-empty",
        "#/library",
        "library-empty",
        Map.of("/jobs", ok(Map.of("jobs", List.of()))));
    look("not-found", "#/nowhere", "not-found", Map.of());
  }

  @Test
  void answersThatAreSlow() throws IOException {
    look("job-loading", JOB, "skeleton", Map.of("/jobs/" + KEY, NO_ANSWER));
    look("library-loading", "#/library", "job-list", Map.of("/jobs", NO_ANSWER));
  }

  @Test
  void aServiceThatIsAway() throws IOException {
    look("library-away", "#/library", "library-trouble", Map.of("/jobs", NO_CONNECTION));
    look("job-away", JOB, "unreachable", Map.of("/jobs/" + KEY, NO_CONNECTION));
    look("job-missing", JOB, "job-missing", Map.of("/jobs/" + KEY, refusal(404, "not_found")));
  }

  @Test
  void aJobThatWaits() throws IOException {
    Map<String, Object> update = update("pending", "Waiting for a free worker...");
    update.put("queue_position", 3);
    look("job-waiting", JOB, "queue", job("pending", List.of(connection(), update)));
    browser.until(
        "its place is told", page -> browser.await("queue").getText().contains("2 videos"));
  }

  @Test
  void aConnectionThatIsLost() throws IOException {
    Map<String, Object> staged = job("running", List.of());
    staged.put(STREAM, NO_CONNECTION);
    browser.stage(staged);
    browser.load(JOB);
    browser.awaitAny(By.cssSelector("[data-testid='connection'][data-state='reconnecting']"));
    Usability.check(browser, "job-connection-lost");
  }

  @Test
  void aStreamThatIsRefused() throws IOException {
    Map<String, Object> staged = job("running", List.of());
    staged.put(STREAM, refusal(403, "url_not_allowed"));
    look("job-refused", JOB, "job-missing", staged);
    assertThat(browser.await("job-missing").getText()).contains("It is not there.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not_a_video", "cancelled", "workers_lost"})
  void aJobThatFailed(String code) throws IOException {
    Map<String, Object> update = update("failed", "Video processing failed");
    update.put("code", code);
    update.put("detail", "The file is <i>text</i>, not a video.");
    look("job-failed-" + code, JOB, "failure", job("failed", List.of(connection(), update)));
  }

  @Test
  void aCutByEditsThatFailedIsTriedAgain() throws IOException {
    Map<String, Object> update = update("failed", "Video processing failed");
    update.putAll(Map.of("run", 2, "code", "stage_timeout", "stage", "cut"));
    update.put("detail", "Cutting the clips took longer than 30 minutes.");
    Map<String, Object> staged = job("failed", List.of(connection(), update));
    staged.put("/jobs/" + KEY + "/recut", ok(Map.of("queue_key", KEY)));
    browser.load("");
    browser.evaluate(
        "localStorage.setItem('script-trimmer-edits-%s', '%s')"
            .formatted(
                KEY,
                "{\"run\":1,\"made\":0,\"segments\":[{\"id\":\"topic-0\",\"kind\":\"topic\","
                    + "\"title\":\"My words\",\"start\":1,\"end\":62.5}]}"));

    look("job-failed-recut", JOB, "failure", staged);
    browser.await("recut-again-button").click();

    browser.untilTrue(
        """
        asked.some(({ url, body }) => url.endsWith("/recut") && JSON.stringify(
          JSON.parse(body).segments) === JSON.stringify(
            [{ start: 1, end: 62.5, title: "My words", segment_type: "topic" }]))""");
    browser.evaluate("localStorage.clear()");
  }

  @Test
  void aClusterAtWork() throws IOException {
    List<Map<String, Object>> nodes = new ArrayList<>();
    nodes.add(node("gateway-1", List.of("gateway"), List.of(), 0, 0));
    nodes.add(node("worker-1", List.of("worker"), List.of("cpu"), 16, 11));
    nodes.add(node("worker-2", List.of("worker"), List.of("cpu", "gpu"), 4, 4));
    nodes.get(2).put("draining", true);
    Map<String, Object> staged = job("running", List.of());
    staged.put("/cluster", ok(Map.of("nodes", nodes)));
    look("cluster-busy", "#/cluster", "node", staged);
  }

  @Test
  void aLectureOfTwoHours(PageUnderTest page) throws Exception {
    String key = page.lecture().substring("#/jobs/".length());
    browser.stage(Map.of("longLectureKey", key), "long-lecture.js");
    browser.load(page.lecture());
    browser.await("edit-button");
    Usability.look(browser, "long");
    browser.await("edit-button").click();
    browser.all("edit-select").get(20).click();
    Usability.look(browser, "long-edit");
  }

  @Test
  void help() throws IOException {
    browser.load("");
    browser.await("shortcuts-button").click();
    browser.await("shortcuts");
    Usability.check(browser, "shortcuts");
  }

  private void look(String name, String view, String part, Map<String, ?> staged)
      throws IOException {
    browser.stage(staged);
    browser.load(view);
    browser.await(part);
    Usability.check(browser, name);
  }

  private static Map<String, Object> job(String status, List<Map<String, Object>> events) {
    Map<String, Object> snapshot = update(status, "");
    snapshot.putAll(Map.of("video_type", "live", "submitted_at", TIME, "updated_at", TIME));
    snapshot.put("progress", 64);
    Map<String, Object> staged = new HashMap<>();
    staged.put("/jobs/" + KEY, ok(snapshot));
    staged.put(STREAM, ok(events));
    return staged;
  }

  private static Map<String, Object> update(String status, String message) {
    Map<String, Object> update = new HashMap<>();
    update.putAll(Map.of("s3_url", VIDEO, "queue_key", KEY, "run", 1, "timestamp", TIME));
    update.putAll(Map.of("status", status, "message", message));
    return update;
  }

  private static Map<String, Object> connection() {
    return Map.of("type", "connection", "message", "Connected to progress stream", "s3_url", VIDEO);
  }

  private static Map<String, Object> node(
      String host, List<String> roles, List<String> capabilities, int slots, int busy) {
    Map<String, Object> node = new HashMap<>();
    node.putAll(Map.of("host", host, "node", "node-" + KEY, "roles", roles, "slots", slots));
    node.putAll(Map.of("capabilities", capabilities, "busy_slots", busy, "draining", false));
    node.put("jobs", busy > 0 ? List.of(KEY) : List.of());
    return node;
  }

  private static Map<String, Object> ok(Object body) {
    return Map.of("status", 200, "body", body);
  }

  private static Map<String, Object> refusal(int status, String code) {
    return Map.of("status", status, "body", Map.of("detail", "It is not there.", "code", code));
  }
}
