package dev.scripttrimmer.gateway.archive;

import dev.scripttrimmer.domain.store.ObjectStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an archive piece by piece, the next one once its reader has taken the last: what is in
 * memory does not depend on how large the archive or how slow its reader is. Each object is read
 * once. For one event loop.
 */
final class ZipStream {
  private final ObjectStore objects;
  private final Context context;
  private final Iterator<ArchiveEntry> entries;
  private final Function<Buffer, Future<Void>> out;
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final Packing zip = new Packing(packed);
  private final Promise<Void> done = Promise.promise();

  private ObjectPieces pieces;
  private boolean closed;

  /**
   * @param out takes bytes; its future succeeds when it can take more
   */
  ZipStream(
      ObjectStore objects,
      Context context,
      List<ArchiveEntry> entries,
      Function<Buffer, Future<Void>> out) {
    this.objects = objects;
    this.context = context;
    this.entries = entries.iterator();
    this.out = out;
  }

  /**
   * Writes the archive; to be called once.
   *
   * @return succeeds when all of it is taken; fails as {@link ObjectStore#read} or {@code out} does
   */
  Future<Void> send() {
    advance();
    return done.future().onFailure(broken -> zip.giveUp());
  }

  /** A loop rather than a chain of futures, which would grow with the archive. */
  private void advance() {
    while (!closed) {
      Future<Void> moved = step();
      if (!moved.isComplete()) {
        moved.onSuccess(more -> advance()).onFailure(done::fail);
        return;
      }
      if (moved.failed()) {
        done.fail(moved.cause());
        return;
      }
    }
    done.complete();
  }

  /** Does a little; succeeds when the next little can be done. */
  private Future<Void> step() {
    try {
      if (pieces != null && pieces.hasNext()) {
        return pieces.next().compose(this::pack);
      }
      if (pieces != null) {
        zip.closeEntry();
        pieces = null;
      }
      if (entries.hasNext()) {
        begin(entries.next());
        // Its header waits for its first piece: a store that is away is told before anything is
        // sent.
        return Future.succeededFuture();
      }
      zip.close();
      closed = true;
      return flush();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private void begin(ArchiveEntry entry) throws IOException {
    ZipEntry header = new ZipEntry(entry.name());
    header.setLastModifiedTime(FileTime.from(entry.object().lastModified()));
    zip.putNextEntry(header);
    pieces = new ObjectPieces(objects, context, entry.object());
  }

  private Future<Void> pack(byte[] piece) {
    try {
      zip.write(piece);
    } catch (IOException e) {
      throw new UncheckedIOException("an archive in memory cannot be written", e);
    }
    return flush();
  }

  private Future<Void> flush() {
    if (packed.size() == 0) {
      return Future.succeededFuture();
    }
    Buffer ready = Buffer.buffer(packed.toByteArray());
    packed.reset();
    return out.apply(ready);
  }

  /**
   * Compresses nothing, as videos and pictures are compressed already. Entries that are merely
   * stored would have to say their checksum before their content.
   */
  private static final class Packing extends ZipOutputStream {
    private static final int BLOCK = 64 << 10;

    Packing(OutputStream out) {
      super(out);
      setLevel(Deflater.NO_COMPRESSION);
      buf = new byte[BLOCK];
    }

    /** Frees what lies outside the heap. */
    void giveUp() {
      def.end();
    }
  }
}
