package dev.scripttrimmer.benchmarks.scale;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.StoredDocument;
import dev.scripttrimmer.domain.store.TransferListener;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** A store at a distance: each answer takes a while, and requests are counted by kind. */
final class CountingStore implements ObjectStore {
  private final ObjectStore store;
  private final Executor distance;
  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();

  /**
   * @param latencyMillis of each request
   */
  CountingStore(ObjectStore store, long latencyMillis) {
    this.store = store;
    this.distance = CompletableFuture.delayedExecutor(latencyMillis, TimeUnit.MILLISECONDS);
  }

  /** Requests since the last call, by kind. */
  Map<String, Long> take() {
    Map<String, Long> counts = new TreeMap<>();
    requests.forEach((kind, count) -> counts.put(kind, count.sumThenReset()));
    return counts;
  }

  @Override
  public CompletionStage<ObjectVersion> put(
      ObjectLocation location, byte[] body, String contentType, Precondition precondition) {
    return far("put", () -> store.put(location, body, contentType, precondition));
  }

  @Override
  public CompletionStage<Optional<StoredDocument>> get(ObjectLocation location) {
    return far("get", () -> store.get(location));
  }

  @Override
  public CompletionStage<byte[]> read(ObjectStat object, long offset, int length) {
    return far("read", () -> store.read(object, offset, length));
  }

  @Override
  public CompletionStage<Optional<ObjectStat>> stat(ObjectLocation location) {
    return far("stat", () -> store.stat(location));
  }

  @Override
  public CompletionStage<ObjectPage> list(String bucket, String prefix, String after, int limit) {
    return far("list", () -> store.list(bucket, prefix, after, limit));
  }

  @Override
  public CompletionStage<Void> delete(ObjectLocation location) {
    return far("delete", () -> store.delete(location));
  }

  @Override
  public CompletionStage<ObjectStat> download(
      ObjectLocation location, Path target, TransferListener listener, Cancellation cancellation) {
    return store.download(location, target, listener, cancellation);
  }

  @Override
  public CompletionStage<ObjectVersion> upload(
      Path source,
      ObjectLocation location,
      String contentType,
      TransferListener listener,
      Cancellation cancellation) {
    return store.upload(source, location, contentType, listener, cancellation);
  }

  @Override
  public void close() {
    store.close();
  }

  private <T> CompletionStage<T> far(String kind, Supplier<CompletionStage<T>> request) {
    requests.computeIfAbsent(kind, first -> new LongAdder()).increment();
    CompletableFuture<T> answer = new CompletableFuture<>();
    distance.execute(
        () ->
            request
                .get()
                .whenComplete(
                    (value, failure) -> {
                      if (failure == null) {
                        answer.complete(value);
                      } else {
                        answer.completeExceptionally(failure);
                      }
                    }));
    return answer;
  }
}
