package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.app.client.TrimClient;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./trim serve} as its clients see it: jobs, viewers, and input of every bad kind. */
class ServeIT {
  private static final List<String> MILESTONES =
      Arrays.stream(Milestone.values()).map(Milestone::message).toList();

  @TempDir private static Path folder;

  private static ServingNode node;
  private static ServiceClient client;

  @BeforeAll
  static void serve() throws Exception {
    node = ServingNode.start(folder);
    client = new ServiceClient(node.service());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    node.close();
  }

  @Test
  void everyViewerSeesTheWholeStoryWheneverTheyCome() throws Exception {
    String video = client.upload(Repository.sampleLecture(), "lecture.mp4");
    CountDownLatch underWay = new CountDownLatch(1);
    Viewer early =
        Viewer.of(
            node.service(),
            video,
            Optional.empty(),
            event -> {
              if (event.isUpdate() && event.data().path("progress").asDouble() >= 70) {
                underWay.countDown();
              }
            });

    ServiceClient.Answer accepted = client.process(video);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.body().get("queue_key").textValue()).isEqualTo(QueueKey.of(video).value());
    assertThat(underWay.await(5, TimeUnit.MINUTES)).isTrue();
    assertThat(client.process(video).body().get("status").textValue()).isEqualTo("running");
    Viewer late = Viewer.of(node.service(), video, Optional.empty());
    Viewer other = Viewer.of(node.service(), video, Optional.empty());
    List<Viewer.Event> story = early.story();
    List<Viewer.Event> afterwards = Viewer.of(node.service(), video, Optional.empty()).story();

    assertThat(messages(story)).containsSubsequence(MILESTONES);
    for (String milestone : MILESTONES) {
      assertThat(messages(story)).containsOnlyOnce(milestone);
    }
    assertThat(milestones(late.story())).isEqualTo(milestones(story));
    assertThat(milestones(other.story())).isEqualTo(milestones(story));
    assertThat(milestones(afterwards)).isEqualTo(milestones(story));
    assertThat(ids(story)).isSorted().doesNotHaveDuplicates();
    assertThat(progress(story)).isSorted();
    assertThat(story.get(0).data().get("type").textValue()).isEqualTo("connection");
    assertResumes(video, story);
    assertListed(video);
    JsonNode result = story.get(story.size() - 1).data().get("result");
    assertClipsCanBeFetched(result);
    assertArchiveHolds(result);
    assertIsCutAnew(video, result);
  }

  private static void assertResumes(String video, List<Viewer.Event> story) throws Exception {
    List<Viewer.Event> milestones = milestones(story);
    Viewer.Event seen = milestones.get(4);

    List<Viewer.Event> rest = Viewer.of(node.service(), video, Optional.of(seen.id())).story();

    assertThat(milestones(rest)).isEqualTo(milestones.subList(5, milestones.size()));
    String last = story.get(story.size() - 1).id();
    assertThat(Viewer.of(node.service(), video, Optional.of(last)).status()).isEqualTo(204);
    List<Viewer.Event> reset = Viewer.of(node.service(), video, Optional.of("123")).story();
    assertThat(reset.get(0).data().get("reset").booleanValue()).isTrue();
    assertThat(milestones(reset)).isEqualTo(milestones);
  }

  private static void assertListed(String video) throws Exception {
    JsonNode newest = client.get("/jobs").body().get("jobs").get(0);
    assertThat(newest.get("s3_url").textValue()).isEqualTo(video);
    JsonNode snapshot = client.get("/jobs/" + QueueKey.of(video)).body();
    assertThat(snapshot.get("status").textValue()).isEqualTo("completed");
    assertThat(snapshot.get("progress").doubleValue()).isEqualTo(100);
  }

  private static void assertClipsCanBeFetched(JsonNode result) throws Exception {
    assertThat(result.get("s3_urls")).hasSizeGreaterThan(3);
    for (JsonNode clip : result.get("s3_urls")) {
      Path file = folder.resolve(clip.get("filename").textValue());
      new TrimClient(node.service()).save(clip.get("url").textValue(), file);
      assertThat(Mp4Duration.of(file)).isPositive();
    }
  }

  private static void assertArchiveHolds(JsonNode result) throws Exception {
    Path file = folder.resolve("archive.zip");
    new TrimClient(node.service()).save(result.get("archive").textValue(), file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (JsonNode clip : result.get("s3_urls")) {
        ZipEntry entry = zip.getEntry("lecture/clips/" + clip.get("filename").textValue());
        Path saved = folder.resolve(clip.get("filename").textValue());
        assertThat(zip.getInputStream(entry)).hasBinaryContent(Files.readAllBytes(saved));
      }
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains(
              "lecture/transcript.vtt",
              "lecture/waveform.json",
              "lecture/timeline.edl",
              "lecture/timeline.otio",
              "lecture/chapters.ffmetadata");
    }
  }

  private static void assertIsCutAnew(String video, JsonNode before) throws Exception {
    Map<String, Object> segment =
        Map.of("start", 2.5, "end", 9.5, "title", "As I want it", "segment_type", "topic");
    Object wish = Map.of("segments", List.of(segment));

    assertThat(client.post("/jobs/" + QueueKey.of(video) + "/recut", wish).status()).isEqualTo(202);

    List<Viewer.Event> story = Viewer.of(node.service(), video, Optional.empty()).story();
    assertThat(messages(milestones(story))).endsWith(MILESTONES.toArray(String[]::new));
    JsonNode result = story.get(story.size() - 1).data().get("result");
    assertThat(result.get("s3_urls")).hasSize(1);
    JsonNode clip = result.get("s3_urls").get(0);
    assertThat(clip.get("title").textValue()).isEqualTo("As I want it");
    Path file = folder.resolve("anew.mp4");
    new TrimClient(node.service()).save(clip.get("url").textValue(), file);
    assertThat(Mp4Duration.of(file)).isCloseTo(7, Offset.offset(0.1));
    assertThat(result.get("chunk_files")).isEqualTo(before.get("chunk_files"));
    assertThat(result.get("timings").has("transcribe")).isFalse();
  }

  @Test
  void aCancelledJobEndsAtOnceAndStopsItsPrograms() throws Exception {
    String video = client.upload(Repository.sampleLecture(), "cancel-me.mp4");
    CountDownLatch working = new CountDownLatch(1);
    Viewer viewer =
        Viewer.of(
            node.service(),
            video,
            Optional.empty(),
            event -> {
              if (MILESTONES.get(4).equals(event.message())) {
                working.countDown();
              }
            });
    client.process(video);
    assertThat(working.await(5, TimeUnit.MINUTES)).isTrue();

    assertThat(client.delete("/jobs/" + QueueKey.of(video)).status()).isEqualTo(200);

    List<Viewer.Event> story = viewer.story();
    Viewer.Event last = story.get(story.size() - 1);
    assertThat(last.status()).isEqualTo("failed");
    assertThat(last.data().get("code").textValue()).isEqualTo("cancelled");
    // The viewer hears of the end once it is durable; the worker a moment later.
    node.awaitPrograms();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "SEGV"})
  void aRecogniserThatDiesTakesNoWordWithIt(String signal) throws Exception {
    String video = client.upload(Repository.sampleLecture(), "killed-by-" + signal + ".mp4");
    ProcessHandle recognizer = node.recognizer();
    Viewer viewer =
        Viewer.of(
            node.service(),
            video,
            Optional.empty(),
            event -> {
              if (MILESTONES.get(4).equals(event.message())) {
                kill(recognizer, signal);
              }
            });
    client.process(video);

    List<Viewer.Event> story = viewer.story();
    JsonNode end = story.get(story.size() - 1).data();
    assertThat(end.path("status").textValue()).as(end.toString()).isEqualTo("completed");
    assertThat(recognizer.isAlive()).isFalse();
    assertThat(Files.readString(folder.resolve("log.txt"))).contains("tried again alone");
    Path file = folder.resolve(signal + ".json");
    new TrimClient(node.service())
        .save("/jobs/" + QueueKey.of(video) + "/files/transcript.json", file);
    List<String> heard =
        DomainJson.read(Files.readAllBytes(file), Transcript.class).words().stream()
            .map(Word::text)
            .toList();
    assertThat(WordErrors.rate(Repository.sampleWords(), heard)).isLessThanOrEqualTo(0.02);
  }

  private static void kill(ProcessHandle process, String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eachBadVideoFailsWithItsOwnCodeAndTheNodeGoesOn() throws Exception {
    Map<String, Path> bad =
        Map.of(
            "not_a_video", Files.writeString(folder.resolve("text.mp4"), "no video\n".repeat(50)),
            "no_audio_track", made("mute.mp4", "-an"),
            "no_speech", made("silent.mp4", "-c:a", "aac"));
    List<Viewer> viewers = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    for (Map.Entry<String, Path> entry : bad.entrySet()) {
      String video = client.upload(entry.getValue(), "../\"ünï\" & 'quotes'.mp4");
      assertThat(client.process(video).status()).isEqualTo(202);
      viewers.add(Viewer.of(node.service(), video, Optional.empty()));
      codes.add(entry.getKey());
    }

    for (int i = 0; i < viewers.size(); i++) {
      List<Viewer.Event> story = viewers.get(i).story();
      JsonNode last = story.get(story.size() - 1).data();
      assertThat(last.get("status").textValue()).isEqualTo("failed");
      assertThat(last.get("code").textValue()).isEqualTo(codes.get(i));
      assertThat(last.get("error").textValue()).contains(codes.get(i));
    }
    assertThat(client.get("/health/ready").status()).isEqualTo(200);
  }

  @Test
  void whatCannotBecomeAJobIsRefusedAtOnce() throws Exception {
    String bucket = client.upload(Repository.sampleTruth(), "x.mp4");
    String missing = bucket.substring(0, bucket.lastIndexOf('/')) + "/no-such-video.mp4";

    assertRefused(404, "object_not_found", Map.of("s3_url", missing));
    assertRefused(
        403, "url_not_allowed", Map.of("s3_url", "https://evil.s3.amazonaws.com/video.mp4"));
    assertRefused(400, "invalid_request", Map.of("video_type", "live"));
    assertRefused(400, "invalid_request", Map.of("s3_url", missing, "video_type", "radio"));
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    String nothing = client.upload(empty, "empty.mp4");
    ServiceClient.Answer answer = client.process(nothing);
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.code()).isEqualTo("not_a_video");
  }

  private static void assertRefused(int status, String code, Object body) throws Exception {
    ServiceClient.Answer answer = client.post("/extract-audio-endpoint", body);

    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().get("detail").isTextual()).isTrue();
  }

  /** A three-second video with a silent sound track, unless the arguments say otherwise. */
  private static Path made(String name, String... arguments)
      throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    List<String> command = new ArrayList<>();
    command.add(node.ffmpeg().toString());
    command.addAll(List.of("-nostdin", "-v", "error"));
    command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=3"));
    command.addAll(List.of("-f", "lavfi", "-i", "anullsrc=r=48000:d=3", "-t", "3"));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    // The bundled program's libraries find each other only so.
    builder.environment().put("LD_LIBRARY_PATH", node.ffmpeg().getParent().toString());
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return file;
  }

  private static List<String> messages(List<Viewer.Event> story) {
    return story.stream().map(Viewer.Event::message).toList();
  }

  private static List<Viewer.Event> milestones(List<Viewer.Event> story) {
    return story.stream().filter(Viewer.Event::isMilestone).toList();
  }

  private static List<Long> ids(List<Viewer.Event> story) {
    return story.stream()
        .filter(Viewer.Event::isUpdate)
        .map(event -> Long.parseLong(event.id()))
        .toList();
  }

  private static List<Double> progress(List<Viewer.Event> story) {
    return story.stream()
        .map(event -> event.data().path("progress"))
        .filter(JsonNode::isNumber)
        .map(JsonNode::doubleValue)
        .toList();
  }
}
