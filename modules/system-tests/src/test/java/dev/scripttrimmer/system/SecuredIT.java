package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A node with {@code auth.mode api-key}, as its operator, its users and strangers see it. */
class SecuredIT {
  private static final String SIGNATURE = "5ec2e7516e5f0f4d0c0ffee5ec2e7516";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;

  private static ServingNode node;
  private static String alice;
  private static String bob;
  private static Finished trimmed;

  @BeforeAll
  static void aliceHasALectureCut() throws Exception {
    alice = newKey("alice");
    bob = newKey("bob");
    node =
        ServingNode.start(
            Files.createDirectory(folder.resolve("node")),
            "auth.mode=api-key",
            "auth.key-file=" + folder.resolve("keys"),
            "log.level=debug");
    trimmed =
        Finished.of(
            folder,
            Map.of("SCRIPT_TRIMMER_API_KEY", alice),
            "--service",
            node.service().toString(),
            Repository.sampleLecture().toString());
    assertThat(trimmed.exitCode()).as(trimmed.err()).isZero();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (node != null) {
      node.close();
    }
  }

  private static String newKey(String name) throws Exception {
    Finished made = Finished.of(folder, "key", "new", name, "--file", "keys");
    assertThat(made.exitCode()).as(made.err()).isZero();
    return made.out().strip();
  }

  @Test
  void theFileOfKeysHoldsNoKey() throws IOException {
    assertThat(folder.resolve("keys"))
        .content()
        .contains("alice ", "bob ")
        .doesNotContain(alice, bob);
  }

  @Test
  void theCommandLinesClientSignsInAndFetchesTheClips() throws IOException {
    try (Stream<Path> clips = Files.list(folder.resolve("out/lecture"))) {
      assertThat(clips.filter(file -> file.toString().endsWith(".mp4"))).hasSizeGreaterThan(3);
    }
  }

  @Test
  void aStrangerGetsNothingAndIsToldSo() throws Exception {
    Finished refused =
        Finished.of(
            folder, "--service", node.service().toString(), Repository.sampleLecture().toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("[unauthorized]");
  }

  @Test
  void theJobIsItsOwnersAlone() throws Exception {
    JsonNode job = get("/jobs", alice).path("jobs").path(0);
    String key = job.path("queue_key").textValue();

    assertThat(get("/jobs", bob).path("jobs")).isEmpty();
    assertThat(status("/jobs/" + key, bob)).isEqualTo(404);
    assertThat(status("/jobs/" + key + "/archive.zip", bob)).isEqualTo(404);
    assertThat(status("/jobs/" + key + "/source", alice)).isEqualTo(302);
    assertThat(
            post("/extract-audio-endpoint", bob, Map.of("s3_url", job.path("s3_url")))
                .path("code")
                .textValue())
        .isEqualTo("url_not_allowed");
  }

  /** A signed link's query lets whoever reads it read the video. */
  @Test
  void neitherASignatureNorAKeyNorATokenIsKeptOrLogged() throws Exception {
    JsonNode job = get("/jobs", alice).path("jobs").path(0);
    String signed = job.path("s3_url").textValue() + "?X-Amz-Signature=" + SIGNATURE;
    JsonNode accepted = post("/extract-audio-endpoint", alice, Map.of("s3_url", signed));
    String token = accepted.path("stream_token").textValue();
    String story =
        text(
            "/progress-stream-endpoint?token="
                + token
                + "&s3_url="
                + URLEncoder.encode(signed, StandardCharsets.UTF_8));

    assertThat(story).contains("\"completed\"");
    assertThat(story.lines().filter(line -> line.contains("\"status\"")))
        .isNotEmpty()
        .noneMatch(line -> line.contains(SIGNATURE));
    for (String secret : List.of(SIGNATURE, token, alice, bob)) {
      assertThat(filesWith(secret)).as(secret).isEmpty();
    }
    assertThat(filesWith(accepted.path("queue_key").textValue())).isNotEmpty();
  }

  @Test
  void thePageAsksForTheKeyOnceAndThenShowsEverything() throws Exception {
    try (Browser browser = Browser.open(folder.resolve("profile"), node.service())) {
      browser.load("#/");
      WebElement field = browser.await("key");
      Usability.check(browser, "sign-in");
      field.sendKeys("trim_wrong");
      browser.await("sign-in").click();
      browser.until(
          "the page says that the key is unknown",
          page -> !page.findElement(By.id("key-problem")).getText().isEmpty());
      field.clear();
      field.sendKeys(alice);
      browser.await("sign-in").click();
      browser.await("recent");
      browser.await("sign-out");

      String key = get("/jobs", alice).at("/jobs/0/queue_key").textValue();
      browser.load("#/jobs/" + key);
      browser.await("result");
      browser.untilTrue("document.getElementById('player-video').readyState >= 1");
      assertThat((String) browser.evaluate("document.getElementById('player-video').src"))
          .contains("token=");
      assertThat(browser.errors()).isEmpty();

      browser.await("sign-out").click();
      browser.await("key");
      assertThat(browser.evaluate("sessionStorage.getItem('credential')")).isNull();
    }
  }

  /** What the node has written, and where the text is in it. */
  private static List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("node"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean program = file.startsWith(folder.resolve("node/cache"));
        if (!program
            && (file.toString().contains(text)
                || Files.readString(file, StandardCharsets.ISO_8859_1).contains(text))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static JsonNode get(String path, String key) throws Exception {
    return json(request(path, key).build());
  }

  private static JsonNode post(String path, String key, Object body) throws Exception {
    return json(
        request(path, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(DomainJson.write(body)))
            .build());
  }

  private static JsonNode json(HttpRequest request) throws Exception {
    HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
    return DomainJson.mapper().readTree(response.body());
  }

  private static int status(String path, String key) throws Exception {
    return HTTP.send(request(path, key).build(), BodyHandlers.discarding()).statusCode();
  }

  private static String text(String path) throws Exception {
    URI uri = node.service().resolve(path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private static HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(node.service().resolve(path))
        .header("Authorization", "Bearer " + key);
  }
}
