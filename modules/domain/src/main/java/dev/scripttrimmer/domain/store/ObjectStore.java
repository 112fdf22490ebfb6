package dev.scripttrimmer.domain.store;

import dev.scripttrimmer.domain.Cancellation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * An object store with conditional writes: the authority on every job.
 *
 * <p>Thread-safe. Every stage that a method returns fails with an {@link ObjectStoreException} and
 * with nothing else, except that a cancelled transfer fails with the {@link
 * dev.scripttrimmer.domain.TrimException} of its cancellation. Stages complete on a thread of the
 * store's; a caller with a thread of its own hops back to it. Reads see every write that completed
 * before they began.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Writes a small object (at most 8 MiB) whole.
   *
   * @return the new version; fails with {@code PRECONDITION_FAILED} when the condition does not
   *     hold. After {@code UNAVAILABLE} the write may have happened: read it back.
   */
  CompletionStage<ObjectVersion> put(
      ObjectLocation location, byte[] body, String contentType, Precondition precondition);

  /**
   * Reads a small object (at most 8 MiB) whole.
   *
   * @return empty when there is none; fails with {@code INVALID} when it is larger
   */
  CompletionStage<Optional<StoredDocument>> get(ObjectLocation location);

  /**
   * Reads a part of an object, for whoever passes it on piece by piece.
   *
   * @param object what a {@link #stat} or {@link #list} told
   * @param offset of the first byte, 0 or more
   * @param length bytes, 1 to 8 MiB, all within the object
   * @return exactly these bytes; fails with {@code NOT_FOUND} when there is no such object any more
   *     and {@code CORRUPT} when it is another one by now
   */
  CompletionStage<byte[]> read(ObjectStat object, long offset, int length);

  /**
   * @return empty when there is no such object
   */
  CompletionStage<Optional<ObjectStat>> stat(ObjectLocation location);

  /**
   * Lists objects whose keys begin with {@code prefix}.
   *
   * @param after only keys after this one; empty for all
   * @param limit 1 to 1,000
   */
  CompletionStage<ObjectPage> list(String bucket, String prefix, String after, int limit);

  /** Deletes the object; succeeds also when there is none. */
  CompletionStage<Void> delete(ObjectLocation location);

  /**
   * Copies an object into a file: ranged and parallel, each range of the same version, length and
   * (where the store keeps one) checksum checked. The file is created or emptied first.
   *
   * @return what was downloaded, once all of it lies in {@code target}; fails with {@code
   *     NOT_FOUND} when there is no such object, {@code CORRUPT} when it changed or came cut short
   */
  CompletionStage<ObjectStat> download(
      ObjectLocation location, Path target, TransferListener listener, Cancellation cancellation);

  /**
   * Copies a file into an object, in parts when it is large, with checksums; replaces what is
   * there.
   *
   * @return the new version, once it is durable
   */
  CompletionStage<ObjectVersion> upload(
      Path source,
      ObjectLocation location,
      String contentType,
      TransferListener listener,
      Cancellation cancellation);

  /** Lets go of connections and threads; what is under way fails with {@code UNAVAILABLE}. */
  @Override
  void close();
}
