package dev.scripttrimmer.domain.progress;

import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.result.JobResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One thing that viewers of a job are told, component by component what clients of the service
 * read.
 *
 * @param progress percent of the whole, 0 to 100; never decreases within a run
 * @param stageProgress how much of {@code stage} is done, 0 to 1
 * @param etaSeconds seconds until the run's end, estimated
 * @param queuePosition place among the jobs that wait, 1 for the next one; only of a job that waits
 * @param transcript words recognised since the last update, for reading along; chunks are
 *     recognised side by side, so the parts of successive updates are not in order of time
 * @param clips clips that are ready to be watched since the last update
 * @param result exactly when {@code status} is {@code COMPLETED}
 * @param error exactly when {@code status} is {@code FAILED}
 */
public record ProgressUpdate(
    String s3Url,
    JobStatus status,
    String message,
    Instant timestamp,
    OptionalDouble progress,
    Optional<Stage> stage,
    OptionalDouble stageProgress,
    OptionalDouble etaSeconds,
    OptionalInt queuePosition,
    List<TranscriptPart> transcript,
    List<ClipReady> clips,
    Optional<JobResult> result,
    Optional<Failure> error) {

  public ProgressUpdate {
    transcript = List.copyOf(transcript);
    clips = List.copyOf(clips);
    if (result.isPresent() && status != JobStatus.COMPLETED
        || error.isPresent() != (status == JobStatus.FAILED)) {
      throw new IllegalArgumentException("a result completes a job, an error fails it");
    }
  }

  /** That so many jobs wait before this one. */
  public static ProgressUpdate queued(String s3Url, int position, Instant timestamp) {
    int ahead = position - 1;
    String message =
        switch (ahead) {
          case 0 -> "Waiting for a free worker: next in line";
          case 1 -> "Waiting for a free worker: one job is ahead";
          default -> "Waiting for a free worker: %d jobs are ahead".formatted(ahead);
        };
    return new ProgressUpdate(
        s3Url,
        JobStatus.PENDING,
        message,
        timestamp,
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.of(position),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** An update that says nothing but these. */
  public static ProgressUpdate of(
      String s3Url, JobStatus status, String message, Instant timestamp, double progress) {
    return new ProgressUpdate(
        s3Url,
        status,
        message,
        timestamp,
        OptionalDouble.of(progress),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * @param start seconds, of the first word
   * @param end seconds, of the last word
   */
  public record TranscriptPart(double start, double end, String text) {}

  /**
   * @param url a path of the service
   */
  public record ClipReady(String title, double start, double end, String url) {}
}
