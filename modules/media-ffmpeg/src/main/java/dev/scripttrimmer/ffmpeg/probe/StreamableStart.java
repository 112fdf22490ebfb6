package dev.scripttrimmer.ffmpeg.probe;

import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.GrowingFile;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Tells whether a file can be understood from its start on, without its end: Matroska, MPEG
 * transport streams, and MP4 files whose index comes before their media.
 */
final class StreamableStart {
  private static final int EBML = 0x1A45DFA3;
  private static final int TS_PACKET = 188;
  private static final byte TS_SYNC = 0x47;
  private static final int TS_PACKETS_SEEN = 5;
  private static final int BOX_HEADER = 8;
  private static final int MOOV = 0x6D6F6F76;
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
   * @throws TrimException when {@code media} will never arrive
   * @throws IOException when it cannot be read
   */
  static boolean isIn(GrowingFile media) throws IOException {
    try (InputStream in = media.open()) {
      byte[] head = in.readNBytes(TS_PACKET * (TS_PACKETS_SEEN - 1) + 1);
      if (head.length < BOX_HEADER) {
        return false;
      }
      return ByteBuffer.wrap(head).getInt() == EBML
          || isTransportStream(head)
          || startsWithIndex(media);
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

  private static boolean startsWithIndex(GrowingFile media) throws IOException {
    long at = 0;
    try (DataInputStream in = new DataInputStream(media.open())) {
      for (int boxes = 0; boxes < MOST_BOXES; boxes++) {
        long size = Integer.toUnsignedLong(in.readInt());
        int type = in.readInt();
        if (type == MOOV) {
          return size <= LARGEST_INDEX && media.await(at + size) >= at + size;
        }
        if (!BEFORE_INDEX.contains(type) || size < BOX_HEADER || size > LARGEST_BEFORE_INDEX) {
          return false;
        }
        in.skipNBytes(size - BOX_HEADER);
        at += size;
      }
    } catch (EOFException e) {
      // It is no MP4 at all, or one that is cut short.
    }
    return false;
  }
}
