package dev.scripttrimmer.domain.store;

/** Why an object store did not do what it was asked. Stores throw nothing else on purpose. */
public final class ObjectStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a caller can tell apart. */
  public enum Kind {
    /** No such object, bucket or upload. */
    NOT_FOUND,
    /** The condition of a write does not hold: somebody else wrote, or an earlier try of ours. */
    PRECONDITION_FAILED,
    /** The credentials do not suffice. */
    DENIED,
    /** The request can never succeed as it is. */
    INVALID,
    /** What came is not what was promised: cut short, or a checksum differs. */
    CORRUPT,
    /** No answer, or an answer that says: later. */
    UNAVAILABLE
  }

  private final Kind kind;

  /**
   * @param message free of secrets and signed URLs
   * @param cause may be null
   */
  public ObjectStoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
