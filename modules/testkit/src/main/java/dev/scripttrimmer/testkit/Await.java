package dev.scripttrimmer.testkit;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for asynchronous answers in tests, never longer than a minute. */
public final class Await {
  private static final long LIMIT_SECONDS = 60;

  private Await() {}

  /**
   * @return what {@code stage} succeeds with
   * @throws RuntimeException what {@code stage} fails with, unwrapped
   * @throws AssertionError when it does not end in time, or fails with a checked exception
   */
  public static <T> T result(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = unwrap(e.getCause());
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new AssertionError("failed with a checked exception", cause);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer within " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  /**
   * @return what {@code stage} fails with, unwrapped
   * @throws AssertionError when it succeeds, or does not end in time
   */
  public static Throwable failure(CompletionStage<?> stage) {
    Object answer;
    try {
      answer = result(stage);
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("expected a failure and got " + answer);
  }

  private static Throwable unwrap(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
