package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.Recut;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.gateway.web.ApiException;
import java.time.Instant;
import java.util.Optional;

/** What may be cut again, and by what. */
final class Recuts {
  private Recuts() {}

  /** Whether the job's run does, or has done, what is asked: a button pressed twice. */
  static boolean isMetBy(Job job, RecutRequest request) {
    return !(job instanceof Job.Failed)
        && job.submission()
            .recut()
            .filter(recut -> recut.segments().isWhat(request.edits(recut.duration())))
            .isPresent();
  }

  /**
   * What begins a run that cuts as asked.
   *
   * @throws ApiException {@code job_running}, {@code nothing_to_cut} or {@code invalid_request}
   */
  static Submission submission(Job job, RecutRequest request, Instant now) {
    Recut before =
        job.<Optional<Recut>>fold(
                pending -> refuseWhileRunning(),
                running -> refuseWhileRunning(),
                Recuts::ofResult,
                failed -> failed.submission().recut())
            .orElseThrow(
                () ->
                    ApiException.conflict(
                        "nothing_to_cut",
                        "This job has no transcript to go by; submit its video again."));
    Segmentation segments = before.segments().edit(request.edits(before.duration()));
    return job.submission().again(new Recut(before.run(), before.duration(), segments), now);
  }

  private static Optional<Recut> ofResult(Job.Completed job) {
    return job.result().duration().stream()
        .mapToObj(
            duration ->
                new Recut(
                    job.run().number(),
                    duration,
                    new Segmentation(
                        job.result().videoSegments(), job.result().interactionSegments())))
        .findAny();
  }

  private static Optional<Recut> refuseWhileRunning() {
    throw ApiException.conflict(
        "job_running", "The job is under way; wait until it has ended, or cancel it first.");
  }
}
