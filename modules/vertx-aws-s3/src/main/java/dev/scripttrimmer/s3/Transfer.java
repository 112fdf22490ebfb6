package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The life of one transfer: its requests, its one end, and what must be let go before anybody hears
 * of that end.
 *
 * @param <T> what it succeeds with
 */
final class Transfer<T> {
  private final S3Connection connection;
  private final String name;
  private final CompletableFuture<T> result;
  private final Supplier<CompletionStage<?>> release;
  private final Set<CompletableFuture<?>> requests = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean failed;

  /**
   * @param name for messages, such as {@code download}
   * @param release lets go of what the transfer holds; when its stage ends, the transfer's does
   */
  Transfer(S3Connection connection, String name, Supplier<CompletionStage<?>> release) {
    this.connection = connection;
    this.name = name;
    this.result = connection.track(new CompletableFuture<>());
    this.release = release;
    // Closing the connection ends the result from outside.
    result.whenComplete((value, failure) -> end(() -> {}));
  }

  CompletableFuture<T> result() {
    return result;
  }

  /** Ends the transfer when {@code cancellation} says so. */
  void heed(Cancellation cancellation) {
    Cancellation.Registration registration =
        cancellation.onCancel(
            () -> {
              try {
                cancellation.check();
              } catch (TrimException reason) {
                fail(reason);
              }
            });
    result.whenComplete((value, failure) -> registration.close());
  }

  boolean isOver() {
    return over.get();
  }

  /** Whether it ended without success. */
  boolean hasFailed() {
    return failed;
  }

  /** Awaits a request; it is given up when the transfer ends. Nothing is heard after the end. */
  <R> void await(
      Supplier<CompletableFuture<R>> request, Consumer<R> success, Consumer<Throwable> failure) {
    if (isOver()) {
      return;
    }
    CompletableFuture<R> answer;
    try {
      answer = request.get();
    } catch (RuntimeException e) {
      fail(e);
      return;
    }
    requests.add(answer);
    if (isOver()) {
      answer.cancel(true);
    }
    answer.whenComplete(
        (value, thrown) -> {
          requests.remove(answer);
          if (isOver()) {
            return;
          }
          if (thrown == null) {
            guard(() -> success.accept(value));
          } else {
            guard(() -> failure.accept(thrown));
          }
        });
  }

  /** Works on local files; when that throws, the transfer fails. */
  void onFileThread(FileWork work) {
    try {
      connection.files().execute(() -> guard(() -> work.run()));
    } catch (RejectedExecutionException e) {
      fail(new ObjectStoreException(Kind.UNAVAILABLE, "the connection is closed", e));
    }
  }

  private void guard(FileWork work) {
    if (isOver()) {
      return;
    }
    try {
      work.run();
    } catch (IOException e) {
      fail(new ObjectStoreException(Kind.INVALID, name + " could not use its local file", e));
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  void succeed(T value) {
    end(() -> result.complete(value));
  }

  void fail(Throwable thrown) {
    RuntimeException explained = S3Errors.explain(name, thrown);
    end(
        () -> {
          result.completeExceptionally(explained);
        },
        true);
  }

  private void end(Runnable tell) {
    end(tell, false);
  }

  private void end(Runnable tell, boolean failed) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    this.failed = failed;
    requests.forEach(request -> request.cancel(true));
    release.get().whenComplete((released, ignored) -> tell.run());
  }

  /** Work that may find the file system unwilling. */
  @FunctionalInterface
  interface FileWork {
    void run() throws IOException;
  }
}
