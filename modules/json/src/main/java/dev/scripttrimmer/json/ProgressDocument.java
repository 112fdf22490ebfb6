package dev.scripttrimmer.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.domain.result.JobResult;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A progress update as clients read it. {@code error} is a sentence, because that is what existing
 * clients show; {@code stage}, {@code code} and {@code detail} say the same to programs.
 */
record ProgressDocument(
    String s3Url,
    JobStatus status,
    String message,
    Instant timestamp,
    OptionalDouble progress,
    Optional<Stage> stage,
    OptionalDouble stageProgress,
    OptionalDouble etaSeconds,
    OptionalInt queuePosition,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProgressUpdate.TranscriptPart> transcript,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProgressUpdate.ClipReady> clips,
    Optional<JobResult> result,
    Optional<String> error,
    Optional<ErrorCode> code,
    Optional<String> detail) {

  private static String sentence(Failure failure) {
    String place =
        failure.stage().map(s -> s.name().toLowerCase(Locale.ROOT) + " stage: ").orElse("");
    return place + failure.detail() + " [" + failure.code().name().toLowerCase(Locale.ROOT) + "]";
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  static final class FromUpdate extends StdConverter<ProgressUpdate, ProgressDocument> {
    @Override
    public ProgressDocument convert(ProgressUpdate update) {
      return new ProgressDocument(
          update.s3Url(),
          update.status(),
          update.message(),
          update.timestamp(),
          update.progress(),
          update.stage().or(() -> update.error().flatMap(Failure::stage)),
          update.stageProgress(),
          update.etaSeconds(),
          update.queuePosition(),
          update.transcript(),
          update.clips(),
          update.result(),
          update.error().map(ProgressDocument::sentence),
          update.error().map(Failure::code),
          update.error().map(Failure::detail));
    }
  }

  static final class ToUpdate extends StdConverter<ProgressDocument, ProgressUpdate> {
    @Override
    public ProgressUpdate convert(ProgressDocument json) {
      return new ProgressUpdate(
          json.s3Url,
          json.status,
          json.message,
          json.timestamp,
          json.progress,
          // Of a failed update it is the failure's.
          json.code.isPresent() ? Optional.empty() : json.stage,
          json.stageProgress,
          json.etaSeconds,
          json.queuePosition,
          orEmpty(json.transcript),
          orEmpty(json.clips),
          json.result,
          json.code.map(code -> new Failure(code, json.stage, json.detail.orElse(json.message))));
    }
  }
}
