package dev.scripttrimmer.ffmpeg.process;

import dev.scripttrimmer.domain.TrimException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Feeds a child's standard input, until there is no more or the child takes no more. */
final class InputPump implements Runnable {
  private static final int BLOCK = 64 << 10;

  private final InputStream source;
  private final OutputStream target;
  private final Runnable onLoss;

  /**
   * @param onLoss called when the source breaks off: the child must not take that for its end
   */
  InputPump(InputStream source, OutputStream target, Runnable onLoss) {
    this.source = source;
    this.target = target;
    this.onLoss = onLoss;
  }

  @Override
  public void run() {
    byte[] block = new byte[BLOCK];
    try (source;
        target) {
      for (int n = read(block); n > 0; n = read(block)) {
        target.write(block, 0, n);
      }
    } catch (IOException e) {
      // The child has what it wants, or is dead.
    }
  }

  /**
   * @return 0 at the end
   */
  private int read(byte[] block) {
    try {
      return Math.max(0, source.read(block));
    } catch (IOException | TrimException e) {
      onLoss.run();
      return 0;
    }
  }
}
