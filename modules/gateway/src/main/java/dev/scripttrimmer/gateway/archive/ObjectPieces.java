package dev.scripttrimmer.gateway.archive;

import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * An object's content, piece by piece; the next piece is read while the last one is dealt with, and
 * never more than that. For one event loop.
 */
final class ObjectPieces {
  private static final int PIECE = 1 << 20;

  private final ObjectStore objects;
  private final Context context;
  private final ObjectStat object;
  private long position;
  private Future<byte[]> ahead;

  ObjectPieces(ObjectStore objects, Context context, ObjectStat object) {
    this.objects = objects;
    this.context = context;
    this.object = object;
    this.ahead = read();
  }

  boolean hasNext() {
    return ahead != null;
  }

  /**
   * @return fails as {@link ObjectStore#read} does
   */
  Future<byte[]> next() {
    Future<byte[]> piece = ahead;
    ahead = null;
    return piece.onSuccess(bytes -> ahead = read());
  }

  private Future<byte[]> read() {
    if (position == object.size()) {
      return null;
    }
    int length = (int) Math.min(PIECE, object.size() - position);
    long offset = position;
    position += length;
    return Future.fromCompletionStage(objects.read(object, offset, length), context);
  }
}
