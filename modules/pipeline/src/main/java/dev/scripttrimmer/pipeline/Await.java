package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Where the pipeline's blocking code waits for a port that does not block. */
final class Await {
  private Await() {}

  /**
   * Waits for {@code stage}, uninterruptibly: cancellation reaches whatever completes it.
   *
   * @throws TrimException as the stage failed; trouble with the store is translated
   */
  static <T> T result(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw translate(e.getCause());
    }
  }

  /** What a failed stage means to the run. */
  static TrimException failure(Throwable thrown) {
    RuntimeException known =
        translate(thrown instanceof CompletionException ? thrown.getCause() : thrown);
    return known instanceof TrimException failure
        ? failure
        : new TrimException(ErrorCode.INTERNAL, "An unexpected error interrupted the job.", known);
  }

  private static RuntimeException translate(Throwable cause) {
    if (cause instanceof ObjectStoreException store) {
      return switch (store.kind()) {
        case NOT_FOUND ->
            new TrimException(
                ErrorCode.OBJECT_NOT_FOUND, "The video is not in the bucket (any more).", store);
        case DENIED ->
            new TrimException(
                ErrorCode.URL_NOT_ALLOWED, "The service may not read or write there.", store);
        case PRECONDITION_FAILED, INVALID, CORRUPT, UNAVAILABLE ->
            new TrimException(
                ErrorCode.STORAGE_UNAVAILABLE,
                "The object store did not do its part; the job is tried again.",
                store);
      };
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new TrimException(ErrorCode.INTERNAL, "An unexpected error interrupted the job.", cause);
  }
}
