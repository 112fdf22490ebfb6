package dev.scripttrimmer.app.node;

import dev.scripttrimmer.app.config.ConfigException;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.s3.ConditionalWriteProbe;
import dev.scripttrimmer.s3.ConditionalWriteProbe.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that jobs are trusted only to a store that keeps conditional writes: without them two
 * workers could hold one job.
 */
final class StoreCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);
  private static final int TRIES = 6;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ObjectStore store;
  private final String bucket;

  StoreCheck(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Tries the store out, a few times if it does not answer; blocks.
   *
   * @throws ConfigException when it cannot be used
   */
  void requireConditionalWrites() {
    Verdict verdict;
    try {
      verdict = probe(1).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new ConfigException(
          "The object store cannot be used as storage.* says: " + reason(e).getMessage());
    }
    if (!verdict.safe()) {
      throw new ConfigException(
          "The object store does not keep conditional writes, which jobs depend on: "
              + verdict.finding());
    }
  }

  private CompletionStage<Verdict> probe(int number) {
    return new ConditionalWriteProbe(store)
        .probe(bucket)
        .exceptionallyCompose(
            failure -> {
              if (number >= TRIES || !isSilence(reason(failure))) {
                return CompletableFuture.failedFuture(failure);
              }
              LOG.warn("object store does not answer yet try={}", number, reason(failure));
              return CompletableFuture.runAsync(
                      () -> {},
                      CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
                  .thenCompose(paused -> probe(number + 1));
            });
  }

  private static boolean isSilence(Throwable failure) {
    return failure instanceof ObjectStoreException known
        && known.kind() == ObjectStoreException.Kind.UNAVAILABLE;
  }

  private static Throwable reason(Throwable failure) {
    Throwable reason = failure;
    while (reason instanceof CompletionException && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason;
  }
}
