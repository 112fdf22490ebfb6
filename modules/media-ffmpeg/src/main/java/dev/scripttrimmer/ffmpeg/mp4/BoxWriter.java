package dev.scripttrimmer.ffmpeg.mp4;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Composes boxes in memory; a box's length is filled in when it ends. */
final class BoxWriter {
  private final Bytes bytes = new Bytes();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** Writes a box whose content {@code body} writes. */
  BoxWriter box(String type, Runnable body) {
    int start = bytes.size();
    int32(0).letters(type);
    body.run();
    bytes.patch(start, bytes.size() - start);
    return this;
  }

  /** Writes a box that starts with a version and flags. */
  BoxWriter fullBox(String type, int version, int flags, Runnable body) {
    return box(
        type,
        () -> {
          int32(version << 24 | flags);
          body.run();
        });
  }

  BoxWriter letters(String text) {
    return raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  BoxWriter int32(long value) {
    return write(() -> out.writeInt((int) value));
  }

  BoxWriter int64(long value) {
    return write(() -> out.writeLong(value));
  }

  BoxWriter int16(int value) {
    return write(() -> out.writeShort(value));
  }

  BoxWriter zeros(int count) {
    return raw(new byte[count]);
  }

  BoxWriter raw(byte[] content) {
    return write(() -> out.write(content));
  }

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private BoxWriter write(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  private static final class Bytes extends ByteArrayOutputStream {
    void patch(int at, int value) {
      for (int i = 0; i < 4; i++) {
        buf[at + i] = (byte) (value >> 24 - 8 * i);
      }
    }

    @Override
    public byte[] toByteArray() {
      return Arrays.copyOf(buf, count);
    }
  }
}
