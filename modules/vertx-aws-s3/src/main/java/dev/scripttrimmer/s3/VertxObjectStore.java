package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.StoredDocument;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * An object store for code on a Vert.x context: each future completes on the context that called,
 * and fails as the store's stage does. For documents only; files are the business of worker
 * threads.
 */
public final class VertxObjectStore {
  private final Vertx vertx;
  private final ObjectStore store;

  /**
   * @param store closed by whoever opened it
   */
  public VertxObjectStore(Vertx vertx, ObjectStore store) {
    this.vertx = vertx;
    this.store = store;
  }

  /** As {@link ObjectStore#put}. */
  public Future<ObjectVersion> put(
      ObjectLocation location, byte[] body, String contentType, Precondition precondition) {
    return onContext(() -> store.put(location, body, contentType, precondition));
  }

  /** As {@link ObjectStore#get}. */
  public Future<Optional<StoredDocument>> get(ObjectLocation location) {
    return onContext(() -> store.get(location));
  }

  /** As {@link ObjectStore#stat}. */
  public Future<Optional<ObjectStat>> stat(ObjectLocation location) {
    return onContext(() -> store.stat(location));
  }

  /** As {@link ObjectStore#list}. */
  public Future<ObjectPage> list(String bucket, String prefix, String after, int limit) {
    return onContext(() -> store.list(bucket, prefix, after, limit));
  }

  /** As {@link ObjectStore#delete}. */
  public Future<Void> delete(ObjectLocation location) {
    return onContext(() -> store.delete(location));
  }

  private <T> Future<T> onContext(Supplier<CompletionStage<T>> call) {
    return Future.fromCompletionStage(call.get(), vertx.getOrCreateContext());
  }
}
