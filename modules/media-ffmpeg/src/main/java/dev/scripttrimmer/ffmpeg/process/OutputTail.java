package dev.scripttrimmer.ffmpeg.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Drains a stream and remembers the last of it, so that a chatty child can neither block nor fill
 * the heap.
 */
final class OutputTail implements Runnable {
  private static final int KEPT = 4096;

  private final InputStream stream;
  private final byte[] ring = new byte[KEPT];
  private long written;

  OutputTail(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[1024];
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        append(buffer, n);
      }
    } catch (IOException e) {
      // The child was killed; what came before is kept.
    }
  }

  private synchronized void append(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      ring[(int) (written++ % KEPT)] = bytes[i];
    }
  }

  synchronized String text() {
    int length = (int) Math.min(written, KEPT);
    byte[] ordered = new byte[length];
    for (int i = 0; i < length; i++) {
      ordered[i] = ring[(int) ((written - length + i) % KEPT)];
    }
    return new String(ordered, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
