package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Looks behind the wrapping that composed stages put around a failure. */
final class Failures {
  private Failures() {}

  /** What kind of failure it is; {@code INVALID} for one that is no store's. */
  static Kind kind(Throwable failure) {
    return cause(failure) instanceof ObjectStoreException known ? known.kind() : Kind.INVALID;
  }

  /** The same answer, failing with the failure itself. */
  static <T> CompletionStage<T> unwrapped(CompletionStage<T> stage) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            answer.complete(value);
          } else {
            answer.completeExceptionally(cause(failure));
          }
        });
    return answer;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
