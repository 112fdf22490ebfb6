package dev.scripttrimmer.testkit;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.StoredDocument;
import dev.scripttrimmer.domain.store.TransferListener;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A store behind a bad network: each call is lost on its way there, arrives when nobody waits for
 * it any more, has its reply lost on the way back, or gets through, as a test decides. All losses
 * look the same to the caller: {@code UNAVAILABLE}.
 */
public final class FlakyObjectStore implements ObjectStore {
  /** What becomes of one call. */
  public enum Fate {
    GETS_THROUGH,
    /** Nothing happens. */
    REQUEST_LOST,
    /** It happens after its caller was told that it got no answer. */
    ARRIVES_LATE,
    /** It happens, and nobody learns of it. */
    REPLY_LOST
  }

  private final ObjectStore store;
  private final Supplier<Fate> fates;
  private final Executor network;

  /** A network without delays. */
  public FlakyObjectStore(ObjectStore store, Supplier<Fate> fates) {
    this(store, fates, Runnable::run);
  }

  /**
   * @param store where calls that arrive are carried out; not closed with this
   * @param fates asked once per call
   * @param network carries each request and each reply; a test that queues them and picks the next
   *     decides how the calls of several callers interleave
   */
  public FlakyObjectStore(ObjectStore store, Supplier<Fate> fates, Executor network) {
    this.store = store;
    this.fates = fates;
    this.network = network;
  }

  @Override
  public CompletionStage<ObjectVersion> put(
      ObjectLocation location, byte[] body, String contentType, Precondition precondition) {
    return send(() -> store.put(location, body, contentType, precondition));
  }

  @Override
  public CompletionStage<Optional<StoredDocument>> get(ObjectLocation location) {
    return send(() -> store.get(location));
  }

  @Override
  public CompletionStage<byte[]> read(ObjectStat object, long offset, int length) {
    return send(() -> store.read(object, offset, length));
  }

  @Override
  public CompletionStage<Optional<ObjectStat>> stat(ObjectLocation location) {
    return send(() -> store.stat(location));
  }

  @Override
  public CompletionStage<ObjectPage> list(String bucket, String prefix, String after, int limit) {
    return send(() -> store.list(bucket, prefix, after, limit));
  }

  @Override
  public CompletionStage<Void> delete(ObjectLocation location) {
    return send(() -> store.delete(location));
  }

  @Override
  public CompletionStage<ObjectStat> download(
      ObjectLocation location, Path target, TransferListener listener, Cancellation cancellation) {
    return send(() -> store.download(location, target, listener, cancellation));
  }

  @Override
  public CompletionStage<ObjectVersion> upload(
      Path source,
      ObjectLocation location,
      String contentType,
      TransferListener listener,
      Cancellation cancellation) {
    return send(() -> store.upload(source, location, contentType, listener, cancellation));
  }

  @Override
  public void close() {}

  private <T> CompletionStage<T> send(Supplier<CompletionStage<T>> call) {
    CompletableFuture<T> reply = new CompletableFuture<>();
    Fate fate = fates.get();
    if (fate == Fate.REQUEST_LOST || fate == Fate.ARRIVES_LATE) {
      network.execute(() -> reply.completeExceptionally(noAnswer()));
    }
    if (fate != Fate.REQUEST_LOST) {
      network.execute(
          () -> call.get().whenComplete((value, failure) -> answer(reply, fate, value, failure)));
    }
    return reply;
  }

  private <T> void answer(CompletableFuture<T> reply, Fate fate, T value, Throwable failure) {
    if (fate == Fate.REPLY_LOST) {
      network.execute(() -> reply.completeExceptionally(noAnswer()));
    } else if (failure != null) {
      network.execute(() -> reply.completeExceptionally(failure));
    } else {
      network.execute(() -> reply.complete(value));
    }
  }

  private static ObjectStoreException noAnswer() {
    return new ObjectStoreException(Kind.UNAVAILABLE, "no answer", null);
  }
}
