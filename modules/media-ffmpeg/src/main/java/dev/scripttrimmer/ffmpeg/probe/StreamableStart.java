package dev.scripttrimmer.ffmpeg.probe;

import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.GrowingFile;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells whether a file can be understood while it arrives: Matroska, MPEG transport streams, and
 * MP4 files, whose index may come after their media as long as that arrives early.
 */
final class StreamableStart {
  private static final int EBML = 0x1A45DFA3;
  private static final int TS_PACKET = 188;
  private static final byte TS_SYNC = 0x47;
  private static final int TS_PACKETS_SEEN = 5;
  private static final int BOX_HEADER = 8;
  private static final int MOOV = 0x6D6F6F76;
  private static final int MDAT = 0x6D646174;
  private static final long LARGEST_INDEX = 128L << 20;
  private static final int MOST_BOXES = 64;
  private static final long LARGEST_BEFORE_INDEX = 16L << 20;

  /** ftyp, free, skip, wide, uuid. */
  private static final Set<Integer> BEFORE_INDEX =
      Set.of(0x66747970, 0x66726565, 0x736B6970, 0x77696465, 0x75756964);

  private StreamableStart() {}

  /**
   * Waits for as much of {@code media} as it takes to tell, an MP4's index included.
   *
   * @return opens it such that it can be read in one go; empty when that cannot be
   * @throws TrimException when {@code media} will never arrive
   * @throws IOException when it cannot be read
   */
  static Optional<Supplier<InputStream>> of(GrowingFile media) throws IOException {
    try (InputStream in = media.open()) {
      byte[] head = in.readNBytes(TS_PACKET * (TS_PACKETS_SEEN - 1) + 1);
      if (head.length < BOX_HEADER) {
        return Optional.empty();
      }
      return ByteBuffer.wrap(head).getInt() == EBML || isTransportStream(head)
          ? Optional.of(media::open)
          : mp4(media);
    }
  }

  private static boolean isTransportStream(byte[] head) {
    for (int at = 0; at <= TS_PACKET * (TS_PACKETS_SEEN - 1); at += TS_PACKET) {
      if (at >= head.length || head[at] != TS_SYNC) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Supplier<InputStream>> mp4(GrowingFile media) throws IOException {
    long at = 0;
    try (DataInputStream in = new DataInputStream(media.open())) {
      for (int boxes = 0; boxes < MOST_BOXES; boxes++) {
        long size = Integer.toUnsignedLong(in.readInt());
        int type = in.readInt();
        if (type == MOOV) {
          return size <= LARGEST_INDEX && media.await(at + size) >= at + size
              ? Optional.of(media::open)
              : Optional.empty();
        }
        if (type == MDAT) {
          return IndexAtEnd.of(media, at, size == 1 ? in.readLong() : size);
        }
        if (!BEFORE_INDEX.contains(type) || size < BOX_HEADER || size > LARGEST_BEFORE_INDEX) {
          return Optional.empty();
        }
        in.skipNBytes(size - BOX_HEADER);
        at += size;
      }
    } catch (EOFException e) {
      // It is no MP4 at all, or one that is cut short.
    }
    return Optional.empty();
  }
}
