package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressStory;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.domain.result.JobResult;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A job at one moment, as clients read it.
 *
 * @param duration length of the video in seconds; empty until it is processed, and for results of
 *     older versions
 * @param lastEventId the id of the newest update; what a bridge client has to have heard up to, or
 *     a stream resumes after
 * @param error a sentence, for people; {@code code} says the same to programs
 */
public record JobSnapshot(
    QueueKey queueKey,
    String s3Url,
    JobStatus status,
    String message,
    double progress,
    Optional<Stage> stage,
    OptionalDouble stageProgress,
    OptionalDouble etaSeconds,
    OptionalInt queuePosition,
    int run,
    VideoType videoType,
    Instant submittedAt,
    Instant updatedAt,
    long lastEventId,
    OptionalDouble duration,
    Optional<JobResult> result,
    Optional<String> error,
    Optional<ErrorCode> code) {

  /**
   * @param newest the newest event of the job's run
   */
  static JobSnapshot of(Job job, ProgressEvent newest) {
    ProgressUpdate update = newest.update();
    Optional<Failure> failure = update.error();
    return new JobSnapshot(
        job.key(),
        job.submission().s3Url(),
        update.status(),
        update.message(),
        update.progress().orElse(job.progress()),
        update.stage().or(() -> failure.flatMap(Failure::stage)),
        update.stageProgress(),
        update.etaSeconds(),
        update.queuePosition(),
        newest.run(),
        job.submission().videoType(),
        job.submission().submittedAt(),
        update.timestamp(),
        newest.id(),
        update.result().map(JobResult::duration).orElse(OptionalDouble.empty()),
        update.result(),
        failure.map(Failure::detail),
        failure.map(Failure::code));
  }

  /** As far as the head alone knows. */
  static JobSnapshot of(Job job) {
    return of(job, ProgressStory.last(job));
  }

  /** The same without its result, for lists. */
  JobSnapshot withoutResult() {
    return new JobSnapshot(
        queueKey,
        s3Url,
        status,
        message,
        progress,
        stage,
        stageProgress,
        etaSeconds,
        queuePosition,
        run,
        videoType,
        submittedAt,
        updatedAt,
        lastEventId,
        duration,
        Optional.empty(),
        error,
        code);
  }
}
