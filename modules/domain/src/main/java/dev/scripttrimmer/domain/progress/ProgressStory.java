package dev.scripttrimmer.domain.progress;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.job.MilestoneMark;
import dev.scripttrimmer.domain.job.RunState;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.result.JobResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The events that a job's head implies, with the ids they always have.
 *
 * <p>Because they follow from the head alone, they are told again, the same, after the progress log
 * was lost or its writer died between the head and the log.
 */
public final class ProgressStory {
  private ProgressStory() {}

  /** Every event that the head of {@code job} implies for its current run, in order. */
  public static List<ProgressEvent> of(Job job) {
    List<ProgressEvent> events = new ArrayList<>();
    events.add(submitted(job));
    job.run().milestones().stream()
        .filter(mark -> mark.milestone() != Milestone.COMPLETED)
        .map(mark -> reached(job, mark))
        .forEach(events::add);
    Optional<ProgressEvent> current =
        job.fold(
            pending -> waitsAgain(pending),
            running -> Optional.empty(),
            completed -> Optional.of(completed(completed)),
            failed -> Optional.of(failed(failed)));
    current.ifPresent(events::add);
    return List.copyOf(events);
  }

  /** The newest event that the head implies. */
  public static ProgressEvent last(Job job) {
    List<ProgressEvent> events = of(job);
    return events.get(events.size() - 1);
  }

  private static ProgressEvent submitted(Job job) {
    Submission submission = job.submission();
    return event(
        EventIds.first(job.run().firstEpoch()),
        job.run(),
        ProgressUpdate.of(
            submission.s3Url(),
            JobStatus.PENDING,
            "Waiting for a free worker...",
            submission.submittedAt(),
            0));
  }

  private static Optional<ProgressEvent> waitsAgain(Job.Pending job) {
    RunState run = job.run();
    return run.epoch() == run.firstEpoch()
        ? Optional.empty()
        : Optional.of(
            event(
                run.firstEventId(),
                run,
                update(
                    job,
                    JobStatus.PENDING,
                    "Interrupted; another worker goes on from the last finished step...",
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty())));
  }

  private static ProgressEvent reached(Job job, MilestoneMark mark) {
    return event(
        mark.id(),
        job.run(),
        ProgressUpdate.of(
            job.submission().s3Url(),
            JobStatus.RUNNING,
            mark.milestone().message(),
            mark.at(),
            mark.milestone().progress()));
  }

  private static ProgressEvent completed(Job.Completed job) {
    Milestone last = Milestone.COMPLETED;
    return event(
        job.run().firstEventId(),
        job.run(),
        update(
            job,
            JobStatus.COMPLETED,
            last.message(),
            OptionalDouble.of(last.progress()),
            Optional.of(job.result()),
            Optional.empty()));
  }

  private static ProgressEvent failed(Job.Failed job) {
    String message =
        job.failure().code() == ErrorCode.CANCELLED
            ? "Video processing was cancelled"
            : "Video processing failed";
    return event(
        job.run().firstEventId(),
        job.run(),
        update(
            job,
            JobStatus.FAILED,
            message,
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.of(job.failure())));
  }

  /**
   * @param progress empty where the head, which knows milestones only, could say less than viewers
   *     were shown before
   */
  private static ProgressUpdate update(
      Job job,
      JobStatus status,
      String message,
      OptionalDouble progress,
      Optional<JobResult> result,
      Optional<Failure> failure) {
    return new ProgressUpdate(
        job.submission().s3Url(),
        status,
        message,
        job.updatedAt(),
        progress,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of(),
        List.of(),
        result,
        failure);
  }

  private static ProgressEvent event(long id, RunState run, ProgressUpdate update) {
    return new ProgressEvent(id, run.number(), true, update);
  }
}
