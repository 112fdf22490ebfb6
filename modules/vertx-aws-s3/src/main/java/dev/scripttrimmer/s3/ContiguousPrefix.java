package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.TransferListener;

/** How far a transfer of parallel parts has come without a hole, from either end. Thread-safe. */
final class ContiguousPrefix {
  private final long size;
  private final long partSize;
  private final long[] done;
  private final TransferListener listener;
  private int front;
  private int back;
  private long ready;

  /**
   * @param partSize bytes of every part but the last
   */
  ContiguousPrefix(long size, long partSize, TransferListener listener) {
    this.size = size;
    this.partSize = partSize;
    this.done = new long[parts(size, partSize)];
    this.back = done.length;
    this.listener = listener;
  }

  private static int parts(long size, long partSize) {
    return Math.toIntExact((size + partSize - 1) / partSize);
  }

  int parts() {
    return done.length;
  }

  /** Where a part begins. */
  long start(int part) {
    return part * partSize;
  }

  /** How many bytes a part has. */
  long length(int part) {
    return Math.min(partSize, size - start(part));
  }

  /** Tells the listener when the part, now with {@code bytes} done, leaves less of a hole. */
  synchronized void advance(int part, long bytes) {
    done[part] = bytes;
    while (front < done.length && done[front] == length(front)) {
      front++;
    }
    long now = front == done.length ? size : start(front) + done[front];
    if (now > ready) {
      ready = now;
      listener.transferred(ready, size);
    }
    int behind = back;
    while (back > 0 && done[back - 1] == length(back - 1)) {
      back--;
    }
    if (back < behind) {
      listener.endTransferred(start(back), size);
    }
  }
}
