package dev.scripttrimmer.domain;

/** Stable names of what can go wrong; clients see them in lower case as {@code code}. */
public enum ErrorCode {
  INVALID_REQUEST(Retry.NEVER),
  UNAUTHORIZED(Retry.NEVER),
  FORBIDDEN(Retry.NEVER),
  NOT_FOUND(Retry.NEVER),
  TOO_MANY_REQUESTS(Retry.NEVER),
  URL_NOT_ALLOWED(Retry.NEVER),
  OBJECT_NOT_FOUND(Retry.NEVER),
  OBJECT_TOO_LARGE(Retry.NEVER),
  NOT_A_VIDEO(Retry.NEVER),
  NO_AUDIO_TRACK(Retry.NEVER),
  NO_SPEECH(Retry.NEVER),
  MEDIA_CORRUPT(Retry.NEVER),
  MEDIA_TRUNCATED(Retry.NEVER),
  MEDIA_LIMITS_EXCEEDED(Retry.NEVER),
  /** The object store does not answer, or answers that it cannot. */
  STORAGE_UNAVAILABLE(Retry.LATER),
  /** The worker's scratch folder cannot hold the job. */
  SCRATCH_FULL(Retry.LATER),
  /** A stage ran past its deadline; perhaps on an overloaded node. */
  STAGE_TIMEOUT(Retry.LATER),
  /** The recogniser failed on a chunk. */
  RECOGNISER_FAILED(Retry.LATER),
  /** Several workers died while they ran this job. */
  WORKERS_LOST(Retry.NEVER),
  CANCELLED(Retry.NEVER),
  /** A defect of this program. */
  INTERNAL(Retry.LATER);

  private enum Retry {
    NEVER,
    LATER
  }

  private final Retry retry;

  ErrorCode(Retry retry) {
    this.retry = retry;
  }

  /** Whether the same job may succeed when it is tried again, with nothing changed by its user. */
  public boolean isTransient() {
    return retry == Retry.LATER;
  }
}
