package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.RunLayout;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.StoredDocument;
import dev.scripttrimmer.json.DomainJson;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the stages of a run have put out, so that whoever takes the run over goes on from there.
 *
 * <p>Each output is written once, in the JSON form of {@link DomainJson}, with its length and
 * SHA-256, and checked when it is read. A stage done twice is harmless: the output that was first
 * stays. One found damaged is removed and counts as not there, so that its stage is done again.
 *
 * <p>Thread-safe. Stages fail with {@link ObjectStoreException} when the store does not do its
 * part.
 */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String SEALED = "application/octet-stream";
  private static final int PAGE = 1000;

  private final ObjectStore store;
  private final JobStoreConfig config;

  /**
   * @param store not closed with this
   */
  public Checkpoints(ObjectStore store, JobStoreConfig config) {
    this.store = store;
    this.config = config;
  }

  /**
   * Keeps a value (at most 8 MiB of JSON) unless one is kept already.
   *
   * @return succeeds when a value is kept, be it this one or an earlier one; fails with {@code
   *     UNAVAILABLE} when the store stays silent
   */
  public CompletionStage<Void> write(CheckpointId id, Object value) {
    byte[] sealed = Envelope.seal(DomainJson.write(value));
    return Failures.unwrapped(write(at(id), sealed, 1));
  }

  /** Whoever wrote first, it is kept: so a write that got no answer may just be repeated. */
  private CompletionStage<Void> write(ObjectLocation place, byte[] sealed, int attempt) {
    return store
        .put(place, sealed, SEALED, Precondition.absent())
        .<Void>thenApply(version -> null)
        .exceptionallyCompose(
            failure -> {
              Kind kind = Failures.kind(failure);
              if (kind == Kind.PRECONDITION_FAILED) {
                return CompletableFuture.completedFuture(null);
              }
              return kind == Kind.UNAVAILABLE && config.repeats(attempt)
                  ? config
                      .pauseAfter(attempt)
                      .thenCompose(paused -> write(place, sealed, attempt + 1))
                  : CompletableFuture.failedFuture(failure);
            });
  }

  /**
   * @return the value kept; empty when there is none, or only a damaged one
   */
  public <T> CompletionStage<Optional<T>> read(CheckpointId id, Class<T> type) {
    return Failures.unwrapped(
        store
            .get(at(id))
            .thenCompose(
                document -> {
                  Optional<T> value =
                      document
                          .map(StoredDocument::body)
                          .flatMap(Envelope::open)
                          .flatMap(json -> parse(json, type));
                  return document.isPresent() && value.isEmpty()
                      ? discard(id)
                      : CompletableFuture.completedFuture(value);
                }));
  }

  private static <T> Optional<T> parse(byte[] json, Class<T> type) {
    try {
      return Optional.of(DomainJson.read(json, type));
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private <T> CompletionStage<Optional<T>> discard(CheckpointId id) {
    LOG.warn("damaged stage output discarded object={}", id.objectKey());
    return store.delete(at(id)).thenApply(deleted -> Optional.empty());
  }

  /** Names of everything that a stage of a run has put out. */
  public CompletionStage<SortedSet<String>> names(QueueKey key, int run, Stage stage) {
    return Failures.unwrapped(names(RunLayout.prefix(key, run, stage), "", new TreeSet<>()));
  }

  private CompletionStage<SortedSet<String>> names(
      String prefix, String after, SortedSet<String> found) {
    return store
        .list(config.bucket(), prefix, after, PAGE)
        .thenCompose(
            page -> {
              page.objects().stream()
                  .map(object -> object.location().key().substring(prefix.length()))
                  .forEach(found::add);
              return page.more()
                  ? names(prefix, lastKey(page), found)
                  : CompletableFuture.completedFuture(found);
            });
  }

  private static String lastKey(ObjectPage page) {
    return page.objects().get(page.objects().size() - 1).location().key();
  }

  private ObjectLocation at(CheckpointId id) {
    return new ObjectLocation(config.bucket(), id.objectKey());
  }
}
