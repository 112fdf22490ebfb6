package dev.scripttrimmer.cluster;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog.LogSlice;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Events of stories that nobody lived. */
final class Events {
  static final String URL = "https://videos.s3.eu-west-1.amazonaws.com/lecture.mp4";

  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123Z");

  private Events() {}

  static ProgressEvent milestone(long id, int run) {
    return event(id, run, true);
  }

  static ProgressEvent fine(long id, int run) {
    return event(id, run, false);
  }

  static ProgressEvent failed(long id, int run) {
    ProgressUpdate update =
        new ProgressUpdate(
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
            Optional.of(Failure.of(ErrorCode.INTERNAL, "It did not work.")));
    return new ProgressEvent(id, run, true, update);
  }

  static List<Long> ids(LogSlice slice) {
    return slice.events().stream().map(ProgressEvent::id).toList();
  }

  private static ProgressEvent event(long id, int run, boolean durable) {
    return new ProgressEvent(
        id, run, durable, ProgressUpdate.of(URL, JobStatus.RUNNING, "Working", NOW, 5));
  }
}
