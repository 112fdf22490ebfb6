package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Finds out whether a store keeps its word on conditional writes. Some S3-compatible stores take
 * the headers and ignore them, or check them without holding off other writers: two workers would
 * then hold one job.
 */
public final class ConditionalWriteProbe {
  private static final int WRITERS = 16;
  private static final int TRIES = 3;
  private static final String TYPE = "text/plain";

  private final ObjectStore store;

  public ConditionalWriteProbe(ObjectStore store) {
    this.store = store;
  }

  /**
   * Writes an object of its own below {@code probe/}, and deletes it again.
   *
   * @return what was found; fails with {@link ObjectStoreException} when the store left some write
   *     without an answer, time and again, so that nothing is known
   */
  public CompletionStage<Verdict> probe(String bucket) {
    return probe(bucket, 1);
  }

  private CompletionStage<Verdict> probe(String bucket, int attempt) {
    return probeOnce(new ObjectLocation(bucket, "probe/" + UUID.randomUUID()))
        .exceptionallyCompose(
            failure ->
                attempt < TRIES && kind(failure) == Kind.UNAVAILABLE
                    ? probe(bucket, attempt + 1)
                    : CompletableFuture.failedFuture(failure));
  }

  private CompletionStage<Verdict> probeOnce(ObjectLocation location) {
    return race(location, Precondition.absent())
        .thenCompose(
            created ->
                created.winners() != 1
                    ? verdict("creations", created)
                    : probeReplacing(location, created.winner().orElseThrow()))
        .handle(
            (verdict, failure) ->
                store
                    .delete(location)
                    .handle((deleted, ignored) -> null)
                    .thenCompose(done -> settled(verdict, failure)))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Verdict> probeReplacing(ObjectLocation location, ObjectVersion first) {
    return race(location, Precondition.matches(first))
        .thenCompose(
            replaced ->
                replaced.winners() != 1
                    ? verdict("replacements", replaced)
                    : stale(location, first));
  }

  private CompletionStage<Verdict> stale(ObjectLocation location, ObjectVersion first) {
    return attempt(location, WRITERS + 1, Precondition.matches(first))
        .thenApply(
            written ->
                written.isEmpty()
                    ? new Verdict(true, "conditional writes hold")
                    : new Verdict(false, "a replacement of an old version was accepted"));
  }

  private static CompletionStage<Verdict> verdict(String what, Race race) {
    return CompletableFuture.completedFuture(
        new Verdict(
            false,
            race.winners() + " of " + WRITERS + " simultaneous " + what + " succeeded, not 1"));
  }

  private CompletionStage<Race> race(ObjectLocation location, Precondition precondition) {
    List<CompletableFuture<Optional<ObjectVersion>>> attempts =
        IntStream.range(0, WRITERS)
            .mapToObj(writer -> attempt(location, writer, precondition).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(attempts.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                new Race(attempts.stream().flatMap(attempt -> attempt.join().stream()).toList()));
  }

  /** Empty when the write was refused. Bodies differ, so that their versions do. */
  private CompletionStage<Optional<ObjectVersion>> attempt(
      ObjectLocation location, int writer, Precondition precondition) {
    byte[] body = ("writer " + writer + " " + precondition).getBytes(StandardCharsets.UTF_8);
    return store
        .put(location, body, TYPE, precondition)
        .thenApply(Optional::of)
        .exceptionally(
            failure -> {
              if (kind(failure) == Kind.PRECONDITION_FAILED) {
                return Optional.empty();
              }
              throw new CompletionException(failure);
            });
  }

  private static Kind kind(Throwable failure) {
    return S3Errors.explain("PutObject", failure) instanceof ObjectStoreException known
        ? known.kind()
        : Kind.INVALID;
  }

  private static <T> CompletionStage<T> settled(T value, Throwable failure) {
    return failure == null
        ? CompletableFuture.completedFuture(value)
        : CompletableFuture.failedFuture(failure);
  }

  /**
   * @param safe whether jobs may be shared over this store
   * @param finding for a log or a refusal to start
   */
  public record Verdict(boolean safe, String finding) {}

  private record Race(List<ObjectVersion> written) {
    int winners() {
      return written.size();
    }

    Optional<ObjectVersion> winner() {
      return written.stream().findFirst();
    }
  }
}
