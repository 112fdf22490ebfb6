package dev.scripttrimmer.domain.media;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * A file that arrives from its start to its end, and is read meanwhile: whoever reads waits for
 * what has not come yet, and never takes what lies beyond it for content. Its end may arrive early.
 * Thread-safe.
 */
public final class GrowingFile {
  private final Path path;
  private long ready;
  private long endFrom = Long.MAX_VALUE;
  private long size;
  private boolean complete;
  private TrimException failure;

  public GrowingFile(Path path) {
    this.path = path;
  }

  /** Where it lies; how much of it can be read, {@link #await} says. */
  public Path path() {
    return path;
  }

  /**
   * Tells how much has arrived.
   *
   * @param ready bytes from the start, without a hole
   */
  public synchronized void grow(long ready) {
    this.ready = Math.max(this.ready, ready);
    notifyAll();
  }

  /**
   * Tells that the file's end has arrived, whatever is missing before it.
   *
   * @param from its first byte
   * @param size bytes of the whole file
   */
  public synchronized void growEnd(long from, long size) {
    endFrom = Math.min(endFrom, from);
    this.size = size;
    notifyAll();
  }

  /** Tells that all has arrived. */
  public synchronized void complete() {
    complete = true;
    notifyAll();
  }

  /** Tells that the rest will never arrive. */
  public synchronized void fail(TrimException reason) {
    if (!complete && failure == null) {
      failure = reason;
      notifyAll();
    }
  }

  /**
   * @throws TrimException the reason why the rest will never arrive
   */
  public synchronized void check() {
    if (failure != null) {
      throw failure;
    }
  }

  public synchronized boolean isComplete() {
    return complete;
  }

  /**
   * Waits until {@code bytes} have arrived, or all there are.
   *
   * @return how many have arrived, perhaps more
   * @throws TrimException the reason why they never will; {@code INTERNAL} when interrupted
   */
  public long await(long bytes) {
    return await(bytes, () -> false);
  }

  /**
   * Waits until all has arrived.
   *
   * @throws TrimException as {@link #await(long)}
   */
  public void awaitEnd() {
    await(Long.MAX_VALUE);
  }

  /**
   * Waits until everything from {@code from} on has arrived.
   *
   * @return bytes of the whole file, perhaps fewer than {@code from}
   * @throws TrimException as {@link #await(long)}
   */
  public synchronized long awaitEnd(long from) {
    await(Long.MAX_VALUE, () -> endFrom <= from);
    return Math.max(size, ready);
  }

  private synchronized long await(long bytes, BooleanSupplier noLonger) {
    while (ready < bytes && !complete && !noLonger.getAsBoolean()) {
      check();
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TrimException(ErrorCode.INTERNAL, "The work was interrupted.", e);
      }
    }
    return ready;
  }

  private synchronized void wake() {
    notifyAll();
  }

  /**
   * Its content from the start. Reading waits for what has not arrived, and throws the {@link
   * TrimException} of what never will; closing ends a read that waits.
   */
  public InputStream open() {
    return open(0, Long.MAX_VALUE);
  }

  /**
   * A part of its content, read like the whole.
   *
   * @param from its first byte
   * @param to the byte after its last
   */
  public InputStream open(long from, long to) {
    return new Reader(from, to);
  }

  private final class Reader extends InputStream {
    private final long to;
    private FileChannel channel;
    private long position;
    private volatile boolean closed;

    Reader(long from, long to) {
      this.position = from;
      this.to = to;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position >= to) {
        return -1;
      }
      long available = Math.min(to, await(position + 1, () -> closed)) - position;
      if (available <= 0 && !closed) {
        return -1;
      }
      int wanted = (int) Math.min(length, available);
      int read = channel().read(ByteBuffer.wrap(buffer, offset, wanted), position);
      position += Math.max(0, read);
      return read;
    }

    private synchronized FileChannel channel() throws IOException {
      if (closed) {
        throw new IOException("the reader is closed");
      }
      if (channel == null) {
        channel = FileChannel.open(path, StandardOpenOption.READ);
      }
      return channel;
    }

    @Override
    public void close() throws IOException {
      closed = true;
      wake();
      synchronized (this) {
        if (channel != null) {
          channel.close();
        }
      }
    }
  }
}
