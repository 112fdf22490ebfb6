package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import java.time.Duration;
import java.util.Optional;

/** Hears of every request to the store. Called on the threads that serve it, so it is quick. */
@FunctionalInterface
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE = (operation, failure, took) -> {};

  /**
   * A request has ended, its retries included.
   *
   * @param operation as S3 names it, such as {@code GetObject}
   * @param failure empty when it was answered with what was asked for
   */
  void ended(String operation, Optional<Kind> failure, Duration took);
}
