package dev.scripttrimmer.domain;

/** Carries a {@link Failure} up to whoever reports it; thrown by stages and ports alike. */
public final class TrimException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public TrimException(Failure failure) {
    this(failure, null);
  }

  /**
   * @param cause what was caught; may be null
   */
  public TrimException(Failure failure, Throwable cause) {
    super(failure.code() + ": " + failure.detail(), cause);
    this.failure = failure;
  }

  public TrimException(ErrorCode code, String detail) {
    this(Failure.of(code, detail), null);
  }

  public TrimException(ErrorCode code, String detail, Throwable cause) {
    this(Failure.of(code, detail), cause);
  }

  public Failure failure() {
    return failure;
  }

  public ErrorCode code() {
    return failure.code();
  }
}
