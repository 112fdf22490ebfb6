package dev.scripttrimmer.ffmpeg.probe;

import dev.scripttrimmer.domain.media.GrowingFile;
import dev.scripttrimmer.ffmpeg.mp4.MovedIndex;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Arriving MP4s whose index comes after their media, read as though it came before. */
final class IndexAtEnd {
  private static final long LARGEST = 16L << 20;

  private IndexAtEnd() {}

  /**
   * Waits for what comes after the media.
   *
   * @param start where the media's box starts
   * @param length of the media's box, bytes
   * @return opens the file in the other order; empty when there is no index that can be moved
   */
  static Optional<Supplier<InputStream>> of(GrowingFile media, long start, long length)
      throws IOException {
    long end = start + length;
    if (end < 0) {
      return Optional.empty();
    }
    long size = media.awaitEnd(end);
    if (size <= end || size - end > LARGEST) {
      return Optional.empty();
    }
    return MovedIndex.in(read(media, end, size))
        .map(index -> () -> reordered(media, index, start, end));
  }

  private static ByteBuffer read(GrowingFile media, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    try (FileChannel file = FileChannel.open(media.path(), StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, from + bytes.position()) < 0) {
          throw new EOFException("the file is shorter than it is said to be");
        }
      }
    }
    return bytes.flip();
  }

  private static InputStream reordered(GrowingFile media, ByteBuffer index, long start, long end) {
    InputStream box = new ByteArrayInputStream(index.array(), index.arrayOffset(), index.limit());
    return new SequenceInputStream(
        Collections.enumeration(List.of(media.open(0, start), box, media.open(start, end))));
  }
}
