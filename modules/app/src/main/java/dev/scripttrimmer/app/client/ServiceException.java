package dev.scripttrimmer.app.client;

import dev.scripttrimmer.domain.Failure;

/** The service refused a request or could not be reached. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  ServiceException(Failure failure, Throwable cause) {
    super(failure.detail(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
