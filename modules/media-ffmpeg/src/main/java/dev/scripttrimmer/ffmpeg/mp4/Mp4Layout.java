package dev.scripttrimmer.ffmpeg.mp4;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Set;

/**
 * The outermost boxes of a file.
 *
 * @param isMp4 whether the file starts like one
 * @param indexOffset where {@code moov} starts; -1 when there is none
 * @param indexSize bytes of {@code moov}
 * @param fragmented whether media is described outside of {@code moov} too
 * @param cutShort whether the last box is longer than the file
 */
record Mp4Layout(
    boolean isMp4, long indexOffset, long indexSize, boolean fragmented, boolean cutShort) {
  private static final int MOST_BOXES = 200_000;
  private static final Set<String> FIRST =
      Set.of("ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp");

  static Mp4Layout scan(FileChannel file) throws IOException {
    long size = file.size();
    long indexOffset = -1;
    long indexSize = 0;
    boolean fragmented = false;
    ByteBuffer header = ByteBuffer.allocate(16);
    long at = 0;
    for (int boxes = 0; at + 8 <= size && boxes < MOST_BOXES; boxes++) {
      header.clear().limit((int) Math.min(16, size - at));
      readFully(file, header, at);
      long length = Integer.toUnsignedLong(header.getInt(0));
      String type = Box.type(header, 4);
      if (at == 0 && !FIRST.contains(type)) {
        return new Mp4Layout(false, -1, 0, false, false);
      }
      if (length == 1 && header.limit() == 16) {
        length = header.getLong(8);
      } else if (length == 0) {
        length = size - at;
      }
      if (length < 8) {
        break;
      }
      if (type.equals("moov") && indexOffset < 0) {
        indexOffset = at;
        indexSize = length;
      }
      fragmented |= type.equals("moof");
      if (length > size - at) {
        return new Mp4Layout(true, indexOffset, indexSize, fragmented, true);
      }
      at += length;
    }
    return new Mp4Layout(at > 0, indexOffset, indexSize, fragmented, false);
  }

  static void readFully(FileChannel file, ByteBuffer buffer, long at) throws IOException {
    while (buffer.hasRemaining()) {
      int n = file.read(buffer, at + buffer.position());
      if (n < 0) {
        throw new EOFException("the file ends in the middle of a box");
      }
    }
    buffer.flip();
  }
}
