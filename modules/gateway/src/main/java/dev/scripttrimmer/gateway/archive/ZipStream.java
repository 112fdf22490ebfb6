package dev.scripttrimmer.gateway.archive;

import dev.scripttrimmer.domain.store.ObjectStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Writes an archive piece by piece, the next one once its reader has taken the last: what is in
 * memory does not depend on how large the archive or how slow its reader is. For one event loop.
 */
final class ZipStream {
  private final ObjectStore objects;
  private final Context context;
  private final List<ArchiveEntry> entries;
  private final ZipLayout layout;
  private final Function<Buffer, Future<Void>> out;
  private final long[] crc32s;
  private final Promise<Void> done = Promise.promise();

  private int index = -1;
  private Step step;

  /**
   * @param out takes bytes; its future succeeds when it can take more
   */
  ZipStream(
      ObjectStore objects,
      Context context,
      List<ArchiveEntry> entries,
      ZipLayout layout,
      Function<Buffer, Future<Void>> out) {
    this.objects = objects;
    this.context = context;
    this.entries = entries;
    this.layout = layout;
    this.out = out;
    this.crc32s = new long[entries.size()];
  }

  /**
   * Writes the archive; to be called once.
   *
   * @return succeeds when all of it is taken; fails as {@link ObjectStore#read} or {@code out} does
   */
  Future<Void> send() {
    nextEntry();
    advance();
    return done.future();
  }

  /** A loop rather than a chain of futures, which would grow with the archive. */
  private void advance() {
    while (index < entries.size()) {
      Future<Void> moved = step.move();
      if (!moved.isComplete()) {
        moved.onSuccess(more -> advance()).onFailure(done::fail);
        return;
      }
      if (moved.failed()) {
        done.fail(moved.cause());
        return;
      }
    }
    out.apply(Buffer.buffer(layout.directory(crc32s))).onComplete(done);
  }

  private void nextEntry() {
    index++;
    if (index < entries.size()) {
      step = new Checking();
    }
  }

  private ObjectPieces pieces() {
    return new ObjectPieces(objects, context, entries.get(index).object());
  }

  private interface Step {
    /** Does a little; succeeds when the next little can be done. */
    Future<Void> move();
  }

  /** Finds an entry's checksum, which stands before its content. */
  private final class Checking implements Step {
    private final ObjectPieces pieces = pieces();
    private final CRC32 crc32 = new CRC32();

    @Override
    public Future<Void> move() {
      if (pieces.hasNext()) {
        return pieces.next().onSuccess(crc32::update).mapEmpty();
      }
      crc32s[index] = crc32.getValue();
      step = new Copying();
      return out.apply(Buffer.buffer(layout.localHeader(index, crc32.getValue())));
    }
  }

  /** Writes an entry's content. */
  private final class Copying implements Step {
    private final ObjectPieces pieces = pieces();

    @Override
    public Future<Void> move() {
      if (pieces.hasNext()) {
        return pieces.next().compose(bytes -> out.apply(Buffer.buffer(bytes)));
      }
      nextEntry();
      return Future.succeededFuture();
    }
  }
}
