package dev.scripttrimmer.ffmpeg.probe;

import dev.scripttrimmer.ffmpeg.mp4.Mp4FormatException;
import dev.scripttrimmer.ffmpeg.mp4.Mp4Index;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a file's length with the length that its container declares. Decoders take a file that
 * was cut short for one that ends early, and report success.
 */
final class ContainerEnd {
  private static final int EBML = 0x1A45DFA3;
  private static final int MATROSKA_SEGMENT = 0x18538067;
  private static final int RIFF = 0x52494646;
  private static final int FTYP = 0x66747970;
  private static final int MOOV = 0x6D6F6F76;

  private ContainerEnd() {}

  /**
   * Whether the container promises more bytes than {@code media} has; false when it promises
   * nothing.
   */
  static boolean isMissing(Path media) throws IOException {
    ByteBuffer head = head(media);
    if (head.remaining() < 16) {
      return false;
    }
    return switch (head.getInt(0)) {
      case EBML -> matroskaEnd(head) > Files.size(media);
      case RIFF -> riffEnd(head) > Files.size(media);
      default -> mp4CutShort(media);
    };
  }

  /** Whether {@code media} starts as MP4, Matroska or AVI do. */
  static boolean looksLikeVideo(Path media) throws IOException {
    ByteBuffer head = head(media);
    if (head.remaining() < 16) {
      return false;
    }
    return switch (head.getInt(0)) {
      case EBML, RIFF -> true;
      default -> head.getInt(4) == FTYP || head.getInt(4) == MOOV;
    };
  }

  private static ByteBuffer head(Path media) throws IOException {
    try (InputStream in = Files.newInputStream(media)) {
      return ByteBuffer.wrap(in.readNBytes(64));
    }
  }

  private static boolean mp4CutShort(Path media) throws IOException {
    try {
      return Mp4Index.read(media).cutShort();
    } catch (Mp4FormatException e) {
      return false;
    }
  }

  private static long riffEnd(ByteBuffer head) {
    return 8 + Integer.toUnsignedLong(head.order(ByteOrder.LITTLE_ENDIAN).getInt(4));
  }

  /** The EBML header is followed by the one segment, which holds the rest (RFC 8794, RFC 9559). */
  private static long matroskaEnd(ByteBuffer head) {
    head.position(4);
    long headerSize = readSize(head);
    if (headerSize < 0 || headerSize > head.remaining() - 12) {
      return 0;
    }
    head.position(head.position() + (int) headerSize);
    if (head.getInt() != MATROSKA_SEGMENT) {
      return 0;
    }
    long size = readSize(head);
    return size < 0 ? 0 : head.position() + size;
  }

  /** A variable-length number; -1 when it says "unknown". */
  private static long readSize(ByteBuffer from) {
    int first = Byte.toUnsignedInt(from.get());
    int extra = Integer.numberOfLeadingZeros(first) - 24;
    if (extra > 7) {
      return -1;
    }
    long value = first & 0x7F >> extra;
    for (int i = 0; i < extra; i++) {
      value = value << 8 | Byte.toUnsignedLong(from.get());
    }
    return value == (1L << 7 * (extra + 1)) - 1 ? -1 : value;
  }
}
