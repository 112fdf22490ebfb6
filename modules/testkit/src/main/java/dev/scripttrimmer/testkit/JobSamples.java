package dev.scripttrimmer.testkit;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.result.ClipLink;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.domain.segment.SegmentKind;
import dev.scripttrimmer.domain.store.ObjectLocation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Jobs and results for tests that do not care which. */
public final class JobSamples {
  /** When everything begins. */
  public static final Instant START = Instant.parse("2026-03-01T10:15:30.123Z");

  public static final NodeId WORKER = new NodeId("worker-1");

  private JobSamples() {}

  /** A submission of the video of that name. */
  public static Submission submission(String name, Instant at) {
    String url = "https://videos.s3.eu-west-1.amazonaws.com/" + name + ".mp4";
    return new Submission(
        QueueKey.of(url),
        url,
        new ObjectLocation("videos", name + ".mp4"),
        VideoType.LIVE,
        false,
        Submission.ANYONE,
        at,
        Optional.empty());
  }

  /** A job that nobody has taken up. */
  public static Job.Pending pending(String name, Instant at) {
    return Job.submitted(submission(name, at));
  }

  /** The same job, with every milestone but the last behind it. */
  public static Job.Running nearlyDone(Job.Running job) {
    EventIds ids = new EventIds(job.run().epoch());
    Job.Running running = job;
    for (Milestone milestone : Milestone.values()) {
      if (milestone != Milestone.COMPLETED) {
        running = running.reach(milestone, ids.next(), START);
      }
    }
    return running;
  }

  /** A result with so many clips, some 300 bytes of JSON each. */
  public static JobResult result(int clips) {
    return new JobResult(
        JobResult.MESSAGE,
        "https://videos.s3.eu-west-1.amazonaws.com/lecture.mp4",
        List.of("chunk-0.json", "chunk-1.json"),
        2,
        List.of(),
        0,
        List.of(),
        0,
        "https://videos.s3.eu-west-1.amazonaws.com/out/segments.json",
        IntStream.range(0, clips).mapToObj(JobSamples::clip).toList(),
        new JobResult.TranscriptLinks("t.json", "t.srt", "t.vtt"),
        List.of(new JobResult.Chapter(0, "Entropy — 熵")),
        OptionalDouble.of(clips * 60.0),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(Stage.DOWNLOAD, 1.5, Stage.TRANSCRIBE, 20.25));
  }

  private static ClipLink clip(int index) {
    String key = "out/topic-%03d.mp4".formatted(index);
    return new ClipLink(
        "topic-%03d.mp4".formatted(index),
        "https://videos.s3.eu-west-1.amazonaws.com/" + key,
        key,
        1.25,
        SegmentKind.TOPIC,
        "/clips/" + index,
        Optional.empty(),
        "Topic " + index,
        index * 60.0,
        index * 60.0 + 59.5);
  }
}
