package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.result.ClipLink;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.domain.result.TightenedVideo;
import dev.scripttrimmer.domain.segment.SegmentKind;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./trim samples/lecture.mp4}, as a user types it: the real object store, ffmpeg and speech
 * recogniser, from the file to the clips.
 */
class TrimCommandIT {
  private static final double KEYFRAME_TOLERANCE = 0.08;

  @TempDir private static Path folder;

  private static Finished run;
  private static Path lecture;
  private static JobResult result;
  private static JsonNode truth;

  @BeforeAll
  static void trimTheSampleLecture() throws Exception {
    run =
        Finished.of(
            folder, "--out", "out", "--json", "--tighten", Repository.sampleLecture().toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    lecture = folder.resolve("out/lecture");
    result = DomainJson.read(run.out().getBytes(), JobResult.class);
    truth = DomainJson.mapper().readTree(Repository.sampleTruth().toFile());
  }

  @Test
  void everyMilestoneIsShownOnceAndInOrder() {
    List<String> milestones = Arrays.stream(Milestone.values()).map(Milestone::message).toList();

    List<String> shown =
        run.err().lines().flatMap(line -> milestones.stream().filter(line::endsWith)).toList();

    assertThat(shown).isEqualTo(milestones);
  }

  @Test
  void theTranscriptIsWhatIsSaid() throws IOException {
    Transcript transcript =
        DomainJson.read(Files.readAllBytes(lecture.resolve("transcript.json")), Transcript.class);

    List<String> heard = transcript.words().stream().map(Word::text).toList();

    assertThat(WordErrors.rate(Repository.sampleWords(), heard)).isLessThanOrEqualTo(0.02);
  }

  @Test
  void eachTopicIsFoundWhereItIsSpokenOf() {
    List<TimeSpan> spoken = spans("topics");
    List<ClipLink> topics = clips(SegmentKind.TOPIC);

    assertThat(topics).hasSameSizeAs(spoken);
    for (int i = 0; i < spoken.size(); i++) {
      TimeSpan clip = new TimeSpan(topics.get(i).start(), topics.get(i).end());
      assertThat(clip.overlap(spoken.get(i)) / clip.union(spoken.get(i)).length())
          .as("topic %d", i)
          .isGreaterThan(0.9);
    }
    assertThat(topics)
        .extracting(ClipLink::title)
        .doesNotHaveDuplicates()
        .allMatch(t -> t.length() > 3);
  }

  @Test
  void interactionsHoldQuestionsThatWereAsked() {
    List<TimeSpan> asked = spans("questions");
    List<ClipLink> interactions = clips(SegmentKind.INTERACTION);

    assertThat(interactions).isNotEmpty();
    assertThat(interactions)
        .allMatch(
            clip ->
                asked.stream()
                    .anyMatch(q -> q.overlap(new TimeSpan(clip.start(), clip.end())) > 1));
  }

  @Test
  void eachClipIsAVideoOfItsSegmentsLength() throws Exception {
    for (ClipLink clip : result.s3Urls()) {
      Path file = lecture.resolve(clip.filename());
      assertThat(file).exists();
      assertThat(Mp4Duration.of(file))
          .as(clip.filename())
          .isBetween(
              clip.end() - clip.start() - KEYFRAME_TOLERANCE,
              clip.end() - clip.start() + KEYFRAME_TOLERANCE);
    }
  }

  @Test
  void aTightenedVideoIsWhatTheLectureIsWithoutItsSilences() throws Exception {
    TightenedVideo tight = result.tightened().orElseThrow();

    assertThat(Mp4Duration.of(lecture.resolve("tightened.mp4")))
        .isCloseTo(tight.duration(), within(KEYFRAME_TOLERANCE));
    assertThat(tight.savedSeconds())
        .isGreaterThan(1)
        .isCloseTo(result.duration().orElseThrow() - tight.duration(), within(0.001));
    assertThat(tight.clips().stream().mapToDouble(TimeSpan::length).sum())
        .isCloseTo(tight.duration(), within(0.001));
    assertThat(lecture.resolve("segments.json")).content().contains("\"tightened\"");
  }

  @Test
  void captionsAndChaptersLieBesideTheClips() throws IOException {
    assertThat(lecture.resolve("transcript.vtt")).content().startsWith("WEBVTT");
    assertThat(lecture.resolve("transcript.srt")).content().startsWith("1\n00:00:0");
    assertThat(lecture.resolve("chapters.txt")).content().startsWith("0:00 ");
    assertThat(lecture.resolve("segments.json")).content().contains("\"topics\"");
  }

  @Test
  void whatIsNoVideoFailsWithItsReasonAndExitCodeOne() throws Exception {
    Path text =
        Files.writeString(
            folder.resolve("it's a \"näme\" ../.mp4".replace("/", "_")),
            "not a video\n".repeat(99));

    Finished refused = Finished.of(folder, "--out", "out", text.toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("[not_a_video]");
  }

  @Test
  void wrongUseExitsWithTwo() throws Exception {
    assertThat(Finished.of(folder).exitCode()).isEqualTo(2);
    assertThat(Finished.of(folder, "no-such-file.mp4").exitCode()).isEqualTo(2);
    Finished unknownKey =
        Finished.of(folder, "--set", "http.prot=1", Repository.sampleLecture().toString());
    assertThat(unknownKey.exitCode()).isEqualTo(2);
    assertThat(unknownKey.err()).contains("http.prot");
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    try (Stream<Path> left = Files.walk(folder.resolve("scratch"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static List<ClipLink> clips(SegmentKind kind) {
    return result.s3Urls().stream().filter(clip -> clip.segmentType() == kind).toList();
  }

  private static List<TimeSpan> spans(String kind) {
    return items(kind)
        .map(span -> new TimeSpan(span.get("start").asDouble(), span.get("end").asDouble()))
        .toList();
  }

  private static Stream<JsonNode> items(String kind) {
    return StreamSupport.stream(truth.get(kind).spliterator(), false);
  }
}
