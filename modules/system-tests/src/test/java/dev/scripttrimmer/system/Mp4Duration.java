package dev.scripttrimmer.system;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads how long an MP4 says it is: {@code moov/mvhd} of ISO/IEC 14496-12. */
final class Mp4Duration {
  private static final int HEADER = 8;

  private Mp4Duration() {}

  /** Seconds. */
  static double of(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      enter(in, "moov");
      enter(in, "mvhd");
      boolean wide = in.readInt() >>> 24 == 1;
      in.skipBytes(wide ? 16 : 8);
      long timescale = Integer.toUnsignedLong(in.readInt());
      long duration = wide ? in.readLong() : Integer.toUnsignedLong(in.readInt());
      return (double) duration / timescale;
    }
  }

  private static void enter(RandomAccessFile in, String wanted) throws IOException {
    while (true) {
      long size = Integer.toUnsignedLong(in.readInt());
      byte[] name = new byte[4];
      in.readFully(name);
      if (new String(name, StandardCharsets.US_ASCII).equals(wanted)) {
        return;
      }
      if (size < HEADER) {
        throw new EOFException("no " + wanted);
      }
      in.seek(in.getFilePointer() + size - HEADER);
    }
  }
}
