package dev.scripttrimmer.ffmpeg.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;

/** An MP4's index as it is when it comes before its media. */
public final class MovedIndex {
  private static final long LARGEST_OFFSET = 0xFFFF_FFFFL;

  private MovedIndex() {}

  /**
   * Makes room for the index in front of the media, in the index's own tables.
   *
   * @param end what comes after the media; the index in it is changed
   * @return the index's box; empty when there is none, or one whose places cannot be moved
   */
  public static Optional<ByteBuffer> in(ByteBuffer end) {
    try {
      for (Box box : Box.parse(end)) {
        if (box.type().equals("moov")) {
          int moved = 0;
          for (Box track : box.children()) {
            moved += track.type().equals("trak") ? move(track, box.whole().limit()) : 0;
          }
          return moved > 0 ? Optional.of(box.whole()) : Optional.empty();
        }
      }
      return Optional.empty();
    } catch (Mp4FormatException e) {
      return Optional.empty();
    }
  }

  /**
   * @return how many tables were changed
   */
  private static int move(Box track, int by) throws Mp4FormatException {
    Optional<Box> tables = track.find("mdia", "minf", "stbl");
    if (tables.isEmpty()) {
      return 0;
    }
    int moved = 0;
    for (Box table : tables.get().children()) {
      switch (table.type()) {
        case "stco" -> moveNarrow(table.content(), by);
        case "co64" -> moveWide(table.content(), by);
        default -> moved--;
      }
      moved++;
    }
    return moved;
  }

  private static void moveNarrow(ByteBuffer table, int by) throws Mp4FormatException {
    int count = count(table, Integer.BYTES);
    for (int i = 0; i < count; i++) {
      int at = 8 + i * Integer.BYTES;
      long offset = Integer.toUnsignedLong(table.getInt(at)) + by;
      if (offset > LARGEST_OFFSET) {
        throw new Mp4FormatException("a place that is too far away");
      }
      table.putInt(at, (int) offset);
    }
  }

  private static void moveWide(ByteBuffer table, int by) throws Mp4FormatException {
    int count = count(table, Long.BYTES);
    for (int i = 0; i < count; i++) {
      int at = 8 + i * Long.BYTES;
      table.putLong(at, table.getLong(at) + by);
    }
  }

  private static int count(ByteBuffer table, int entry) throws Mp4FormatException {
    long count = table.limit() < 8 ? -1 : Integer.toUnsignedLong(table.getInt(4));
    if (count < 0 || count > (table.limit() - 8) / entry) {
      throw new Mp4FormatException("a table overruns its box");
    }
    return (int) count;
  }
}
