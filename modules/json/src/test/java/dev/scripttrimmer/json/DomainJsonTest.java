package dev.scripttrimmer.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.job.Recut;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.domain.result.ClipLink;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.domain.result.TightenedVideo;
import dev.scripttrimmer.domain.segment.InteractionType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.SegmentKind;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Voice;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.domain.store.ObjectLocation;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DomainJsonTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final String URL = "https://bucket.s3.eu-west-1.amazonaws.com/videos/a.mp4";

  @Test
  void writesAnUpdateAsClientsReadIt() throws Exception {
    ProgressUpdate update =
        ProgressUpdate.of(URL, JobStatus.RUNNING, Milestone.STARTED.message(), NOW, 5);

    assertThat(tree(update))
        .isEqualTo(
            DomainJson.mapper()
                .readTree(
                    """
                    {"s3_url": "%s", "status": "running", "message": "Starting video processing...",
                     "timestamp": "2026-03-04T05:06:07.089Z", "progress": 5.0}"""
                        .formatted(URL)));
  }

  @Test
  void writesAFailureAsASentenceAndForPrograms() {
    ProgressUpdate update = failed();

    JsonNode json = tree(update);

    assertThat(json.get("error").textValue())
        .isEqualTo("audio stage: The video has no audio track. [no_audio_track]");
    assertThat(json.get("code").textValue()).isEqualTo("no_audio_track");
    assertThat(json.get("stage").textValue()).isEqualTo("audio");
    assertThat(json.get("detail").textValue()).isEqualTo("The video has no audio track.");
  }

  @Test
  void readsBackWhatItWrote() {
    List.of(
            new ProgressEvent(7, 1, true, failed()),
            new ProgressEvent(
                8, 1, true, ProgressUpdate.of(URL, JobStatus.PENDING, "waiting", NOW, 0)))
        .forEach(DomainJsonTest::assertRoundTrip);
    assertRoundTrip(
        Transcript.ofWords(
            List.of(new Word("hello", new TimeSpan(0.25, 0.5), 0.75)), "en", "demo-en"));
    Word voiced =
        new Word("hello", new TimeSpan(0, 1), 1, Optional.of(new Voice(List.of(0.5, -1.0))));
    assertRoundTrip(voiced);
    assertThat(tree(voiced.withoutVoice()).has("voice")).isFalse();
    assertRoundTrip(result());
  }

  @Test
  void everyStateOfAJobSurvivesItsDocument() {
    Job.Pending pending = Job.submitted(submission());
    Job.Running running = pending.claim(new NodeId("node-1"), NOW);
    for (Milestone milestone : Milestone.values()) {
      if (milestone != Milestone.COMPLETED) {
        running = running.reach(milestone, 1 + milestone.ordinal(), NOW);
      }
    }
    Failure failure = Failure.of(ErrorCode.CANCELLED, "The job was cancelled.");

    for (Job job :
        List.of(
            pending,
            running,
            running.complete(result(), NOW),
            running.fail(failure, NOW),
            running.fail(failure, NOW).resubmit(submission().again(recut(), NOW)))) {
      assertThat(DomainJson.read(DomainJson.write(job), Job.class)).isEqualTo(job);
    }
  }

  @Test
  void namesAreThoseOfTheContract() {
    JsonNode json = tree(result());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "message",
            "s3_url",
            "chunk_files",
            "total_chunks",
            "video_segments",
            "total_video_segments",
            "interaction_segments",
            "total_interaction_segments",
            "segments_json_path",
            "s3_urls",
            "transcript",
            "chapters",
            "duration",
            "timeline",
            "waveform",
            "archive",
            "tightened",
            "timings");
    assertThat(json.at("/s3_urls/0").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "filename",
            "s3_url",
            "s3_key",
            "size_mb",
            "segment_type",
            "url",
            "thumbnail",
            "title",
            "start",
            "end");
    assertThat(json.at("/s3_urls/0/segment_type").textValue()).isEqualTo("topic");
    assertThat(json.at("/interaction_segments/0/interaction_type").textValue()).isEqualTo("Q&A");
    assertThat(json.at("/timings/transcribe").doubleValue()).isEqualTo(1.5);
  }

  @Test
  void readsWhatANewerNodeWrote() {
    byte[] json =
        "{\"text\":\"a\",\"start\":0,\"end\":1,\"confidence\":1,\"new\":2}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(DomainJson.read(json, Word.class).text()).isEqualTo("a");
  }

  @Test
  void refusesWhatIsNotTheJsonOfTheType() {
    byte[] json = "{\"text\":".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> DomainJson.read(json, Word.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Word");
  }

  private static void assertRoundTrip(Object value) {
    assertThat((Object) DomainJson.read(DomainJson.write(value), value.getClass()))
        .isEqualTo(value);
  }

  private static JsonNode tree(Object value) {
    return DomainJson.mapper().valueToTree(value);
  }

  private static Submission submission() {
    return new Submission(
        QueueKey.of(URL),
        URL,
        new ObjectLocation("bucket", "videos/a.mp4"),
        VideoType.LIVE,
        true,
        Submission.ANYONE,
        NOW,
        Optional.empty());
  }

  private static Recut recut() {
    return new Recut(
        1, 60.5, new Segmentation(result().videoSegments(), result().interactionSegments()));
  }

  private static ProgressUpdate failed() {
    return new ProgressUpdate(
        URL,
        JobStatus.FAILED,
        "Video processing failed",
        NOW,
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(
            new Failure(
                ErrorCode.NO_AUDIO_TRACK,
                Optional.of(Stage.AUDIO),
                "The video has no audio track.")));
  }

  private static JobResult result() {
    Segment topic =
        new Segment(
            0,
            SegmentKind.TOPIC,
            Optional.empty(),
            new TimeSpan(0, 60.5),
            "Planets",
            List.of("planet", "sun"),
            "Eight planets.",
            0.5,
            "lexical-dp");
    Segment interaction =
        new Segment(
            0,
            SegmentKind.INTERACTION,
            Optional.of(InteractionType.QUESTION_AND_ANSWER),
            new TimeSpan(10, 20),
            "Questions on planets",
            List.of(),
            "",
            0.9,
            "rules");
    return new JobResult(
        JobResult.MESSAGE,
        URL,
        List.of("chunk-0000.json"),
        1,
        List.of(topic),
        1,
        List.of(interaction),
        1,
        URL + "/segments.json",
        List.of(
            new ClipLink(
                "01-planets.mp4",
                URL + "/01",
                "jobs/x/01",
                1.25,
                SegmentKind.TOPIC,
                "/jobs/x/files/01",
                Optional.of("/jobs/x/files/01.jpg"),
                "Planets",
                0,
                60.5)),
        new JobResult.TranscriptLinks("a.json", "a.srt", "a.vtt"),
        List.of(new JobResult.Chapter(0, "Planets")),
        OptionalDouble.of(60.5),
        Optional.of(new JobResult.TimelineLinks("a.edl", "a.otio")),
        Optional.of("waveform.json"),
        Optional.of("archive.zip"),
        Optional.of(
            new TightenedVideo(
                "tightened.mp4",
                URL + "/tightened",
                "jobs/x/tightened",
                9.5,
                "/jobs/x/files/tightened.mp4",
                50,
                10.5,
                List.of(new TimeSpan(0, 20), new TimeSpan(30.5, 60.5)))),
        Map.of(Stage.TRANSCRIBE, 1.5));
  }
}
