package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.StoredDocument;
import dev.scripttrimmer.json.DomainJson;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Reads and writes heads, each write decided by the store. */
final class Heads {
  private static final String JSON = "application/json";

  /** A larger result is a document of its own: heads are read and written often. */
  private static final int MAX_INLINE_RESULT = 64 * 1024;

  private final ObjectStore objects;
  private final String bucket;

  Heads(ObjectStore objects, String bucket) {
    this.objects = objects;
    this.bucket = bucket;
  }

  CompletionStage<Optional<Versioned<Job>>> read(QueueKey key) {
    return stored(key)
        .thenCompose(
            stored ->
                stored
                    .map(document -> withResult(document).thenApply(Optional::of))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  /**
   * Writes a head.
   *
   * @return empty when the condition does not hold, and not because of this very write
   */
  CompletionStage<Optional<Versioned<Job>>> write(Job job, Precondition precondition) {
    byte[] result = job instanceof Job.Completed ended ? DomainJson.write(ended.result()) : null;
    boolean apart = result != null && result.length > MAX_INLINE_RESULT;
    CompletionStage<?> resultWritten =
        apart
            ? objects.put(
                at(JobLayout.result(job.key(), job.run().number())),
                result,
                JSON,
                Precondition.none())
            : CompletableFuture.completedFuture(null);
    HeadDocument head =
        new HeadDocument(
            UUID.randomUUID().toString(), apart ? stripped((Job.Completed) job) : job, apart);
    ObjectLocation location = at(JobLayout.head(job.key()));
    return resultWritten
        .thenCompose(ready -> objects.put(location, DomainJson.write(head), JSON, precondition))
        .thenApply(version -> Optional.of(new Versioned<>(job, version)))
        .exceptionallyCompose(failure -> readBack(job, head.nonce(), failure));
  }

  /** A reply got lost, or our own second try met the first: whose head is it now? */
  private CompletionStage<Optional<Versioned<Job>>> readBack(
      Job job, String nonce, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof ObjectStoreException refused)) {
      return CompletableFuture.failedFuture(cause);
    }
    boolean decided = refused.kind() == ObjectStoreException.Kind.PRECONDITION_FAILED;
    boolean unclear = refused.kind() == ObjectStoreException.Kind.UNAVAILABLE;
    if (!decided && !unclear) {
      return CompletableFuture.failedFuture(refused);
    }
    return stored(job.key())
        .thenCompose(
            stored -> {
              Optional<Versioned<Job>> ours =
                  stored
                      .filter(document -> document.head.nonce().equals(nonce))
                      .map(document -> new Versioned<>(job, document.stored.version()));
              return ours.isPresent() || decided
                  ? CompletableFuture.completedFuture(ours)
                  : CompletableFuture.failedFuture(refused);
            });
  }

  private record Document(HeadDocument head, StoredDocument stored) {}

  private CompletionStage<Optional<Document>> stored(QueueKey key) {
    return objects
        .get(at(JobLayout.head(key)))
        .thenApply(
            stored ->
                stored.map(
                    document ->
                        new Document(
                            DomainJson.read(document.body(), HeadDocument.class), document)));
  }

  private CompletionStage<Versioned<Job>> withResult(Document document) {
    Job job = document.head.job();
    if (!document.head.resultApart() || !(job instanceof Job.Completed ended)) {
      return CompletableFuture.completedFuture(new Versioned<>(job, document.stored.version()));
    }
    return objects
        .get(at(JobLayout.result(job.key(), job.run().number())))
        .thenApply(
            stored -> {
              JobResult result =
                  DomainJson.read(
                      stored
                          .orElseThrow(
                              () ->
                                  new ObjectStoreException(
                                      ObjectStoreException.Kind.CORRUPT,
                                      "a result is missing",
                                      null))
                          .body(),
                      JobResult.class);
              return new Versioned<>(
                  new Job.Completed(ended.submission(), ended.run(), result, ended.updatedAt()),
                  document.stored.version());
            });
  }

  private static Job.Completed stripped(Job.Completed job) {
    return new Job.Completed(
        job.submission(), job.run(), job.result().withoutLists(), job.updatedAt());
  }

  private ObjectLocation at(String key) {
    return new ObjectLocation(bucket, key);
  }
}
