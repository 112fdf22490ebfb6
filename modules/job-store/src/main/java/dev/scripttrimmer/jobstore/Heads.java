package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.StoredDocument;
import dev.scripttrimmer.json.DomainJson;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads heads and replaces them, one writer at a time. */
final class Heads {
  private static final String JSON = "application/json";

  private final ObjectStore store;
  private final JobStoreConfig config;

  Heads(ObjectStore store, JobStoreConfig config) {
    this.store = store;
    this.config = config;
  }

  CompletionStage<Optional<Versioned<Job>>> read(QueueKey key) {
    return readDocument(key)
        .thenCompose(
            found -> found.isEmpty() ? nothing() : decoded(found.get()).thenApply(Optional::of));
  }

  private CompletionStage<Versioned<Job>> decoded(Read read) {
    if (read.head().result().isEmpty()) {
      return CompletableFuture.completedFuture(
          new Versioned<>(read.head().toJob(), read.version()));
    }
    HeadDocument.ResultLink link = read.head().result().get();
    return store
        .get(new ObjectLocation(config.bucket(), link.key()))
        .thenApply(
            document -> {
              byte[] json = document.map(StoredDocument::body).orElse(new byte[0]);
              if (json.length != link.length() || !Sha256.of(json).equals(link.sha256())) {
                throw new ObjectStoreException(
                    Kind.CORRUPT, "the job's result is gone or altered", null);
              }
              return new Versioned<>(read.head().withResult(json).toJob(), read.version());
            });
  }

  /**
   * Writes {@code job} if the head is still what {@code precondition} says.
   *
   * @return the new head; empty when somebody else was first; fails with {@code UNAVAILABLE} when
   *     the store stays silent, and then the write may have happened
   */
  CompletionStage<Optional<Versioned<Job>>> write(Job job, Precondition precondition) {
    HeadDocument head = HeadDocument.of(job, UUID.randomUUID().toString());
    return moveLargeResultOut(job, head)
        .thenCompose(
            moved ->
                new Write(job, moved, precondition)
                    .attempt(1)
                    .thenCompose(
                        written ->
                            written.isPresent()
                                ? CompletableFuture.completedFuture(written)
                                : removeResult(moved).thenApply(removed -> written)));
  }

  /** The head is somebody else's, so nothing links to this one's result. */
  private CompletionStage<Void> removeResult(HeadDocument lost) {
    return lost.result()
        .map(link -> store.delete(new ObjectLocation(config.bucket(), link.key())))
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .exceptionally(failure -> null);
  }

  private CompletionStage<HeadDocument> moveLargeResultOut(Job job, HeadDocument head) {
    Optional<byte[]> result = head.largeResult();
    if (result.isEmpty()) {
      return CompletableFuture.completedFuture(head);
    }
    // The nonce in its name: a writer that loses the head must not replace the winner's result.
    String name =
        "jobs/%s/%d/result-%s.json".formatted(job.key(), job.run().number(), head.nonce());
    byte[] json = result.get();
    return store
        .put(new ObjectLocation(config.bucket(), name), json, JSON, Precondition.none())
        .thenApply(
            version ->
                head.withoutResult(
                    new HeadDocument.ResultLink(name, json.length, Sha256.of(json))));
  }

  private CompletionStage<Optional<Read>> readDocument(QueueKey key) {
    return store.get(location(key)).thenApply(document -> document.map(Heads::parse));
  }

  private static Read parse(StoredDocument document) {
    try {
      return new Read(DomainJson.read(document.body(), HeadDocument.class), document.version());
    } catch (UncheckedIOException e) {
      throw new ObjectStoreException(Kind.CORRUPT, "a job's head cannot be read", e);
    }
  }

  private ObjectLocation location(QueueKey key) {
    return new ObjectLocation(config.bucket(), "jobs/" + key + "/job.json");
  }

  private static <T> CompletionStage<Optional<T>> nothing() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private record Read(HeadDocument head, ObjectVersion version) {}

  /** One head on its way into the store. */
  private final class Write {
    private final Job job;
    private final HeadDocument head;
    private final byte[] body;
    private final Precondition precondition;

    Write(Job job, HeadDocument head, Precondition precondition) {
      this.job = job;
      this.head = head;
      this.body = DomainJson.write(head);
      this.precondition = precondition;
    }

    CompletionStage<Optional<Versioned<Job>>> attempt(int number) {
      return store
          .put(location(job.key()), body, JSON, precondition)
          .thenApply(version -> Optional.of(new Versioned<>(job, version)))
          .exceptionallyCompose(failure -> afterFailure(failure, number));
    }

    private CompletionStage<Optional<Versioned<Job>>> afterFailure(Throwable failure, int number) {
      return switch (Failures.kind(failure)) {
        // Refused by somebody else's write, or by an earlier try of ours whose reply was lost.
        case PRECONDITION_FAILED -> readBack(failure, number, false);
        case UNAVAILABLE -> readBack(failure, number, true);
        default -> CompletableFuture.failedFuture(failure);
      };
    }

    private CompletionStage<Optional<Versioned<Job>>> readBack(
        Throwable failure, int number, boolean mayRepeat) {
      return readDocument(job.key())
          .thenCompose(
              found -> {
                if (found.isPresent() && found.get().head().nonce().equals(head.nonce())) {
                  return CompletableFuture.completedFuture(
                      Optional.of(new Versioned<>(job, found.get().version())));
                }
                return mayRepeat && stillHolds(found) ? repeat(failure, number) : nothing();
              })
          .exceptionallyCompose(
              readFailure ->
                  Failures.kind(readFailure) == Kind.UNAVAILABLE
                      ? repeat(failure, number)
                      : CompletableFuture.failedFuture(readFailure));
    }

    private boolean stillHolds(Optional<Read> found) {
      return precondition
          .mustMatch()
          .map(wanted -> found.map(read -> read.version().equals(wanted)).orElse(false))
          .orElse(found.isEmpty());
    }

    private CompletionStage<Optional<Versioned<Job>>> repeat(Throwable failure, int number) {
      if (!config.repeats(number)) {
        return CompletableFuture.failedFuture(
            new ObjectStoreException(
                Kind.UNAVAILABLE, "the store does not say whether the head moved", failure));
      }
      return config.pauseAfter(number).thenCompose(paused -> attempt(number + 1));
    }
  }
}
