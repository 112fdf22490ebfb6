package dev.scripttrimmer.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Sends requests, and says what their failures mean. */
final class S3Requests {
  private static final int CONFLICT_TRIES = 8;
  private static final long CONFLICT_PAUSE_MILLIS = 10;

  private final S3Connection connection;

  S3Requests(S3Connection connection) {
    this.connection = connection;
  }

  /** Limits each try of a small request. */
  Consumer<AwsRequestOverrideConfiguration.Builder> small() {
    return override -> override.apiCallAttemptTimeout(connection.config().timeouts().request());
  }

  /** Sends a request; its stage fails as the object store's do. */
  <T> CompletableFuture<T> send(String operation, Supplier<CompletableFuture<T>> request) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    start(request)
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                answer.complete(value);
              } else {
                answer.completeExceptionally(S3Errors.explain(operation, failure));
              }
            });
    return connection.track(answer);
  }

  /**
   * Sends a request, and again, after a random pause that doubles, while the store answers that a
   * simultaneous write hinders it. Such an answer promises that nothing was written.
   */
  <T> CompletableFuture<T> sendPastConflicts(
      String operation, Supplier<CompletableFuture<T>> request) {
    return send(operation, () -> sendPastConflicts(request, 1));
  }

  private static <T> CompletableFuture<T> sendPastConflicts(
      Supplier<CompletableFuture<T>> request, int attempt) {
    return start(request)
        .exceptionallyCompose(
            failure -> {
              if (!S3Errors.isConflict(failure) || attempt == CONFLICT_TRIES) {
                return CompletableFuture.failedFuture(failure);
              }
              return pause(CONFLICT_PAUSE_MILLIS << attempt)
                  .thenCompose(paused -> sendPastConflicts(request, attempt + 1));
            });
  }

  /** Completes after a random time of up to {@code millis}. */
  static CompletableFuture<Void> pause(long millis) {
    return CompletableFuture.runAsync(
        () -> {},
        CompletableFuture.delayedExecutor(
            ThreadLocalRandom.current().nextLong(1, millis + 1), TimeUnit.MILLISECONDS));
  }

  /** The {@code Content-MD5} of a body: the store refuses what arrives otherwise. */
  static String contentMd5(byte[] body) {
    return Base64.getEncoder().encodeToString(md5().digest(body));
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }

  private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> request) {
    try {
      return request.get();
    } catch (RuntimeException e) {
      // The SDK throws some of its failures, such as that of a closed client, at once.
      return CompletableFuture.failedFuture(e);
    }
  }
}
