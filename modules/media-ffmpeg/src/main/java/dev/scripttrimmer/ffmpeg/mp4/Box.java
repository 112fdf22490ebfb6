package dev.scripttrimmer.ffmpeg.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One box of the index, in memory.
 *
 * @param type its four letters
 * @param whole the box with its header
 * @param headerSize bytes before the content
 */
record Box(String type, ByteBuffer whole, int headerSize) {
  private static final int MOST_CHILDREN = 10_000;

  /** The content, from its start; each call gives a buffer of its own. */
  ByteBuffer content() {
    return whole.slice(headerSize, whole.limit() - headerSize);
  }

  List<Box> children() throws Mp4FormatException {
    return parse(content());
  }

  /** The first box at this path of types below this one. */
  Optional<Box> find(String... path) throws Mp4FormatException {
    Box at = this;
    for (String step : path) {
      Optional<Box> next = at.children().stream().filter(b -> b.type().equals(step)).findFirst();
      if (next.isEmpty()) {
        return next;
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  Box require(String... path) throws Mp4FormatException {
    Optional<Box> found = find(path);
    if (found.isEmpty()) {
      throw new Mp4FormatException("no " + String.join("/", path));
    }
    return found.get();
  }

  /** The boxes that fill {@code content}. */
  static List<Box> parse(ByteBuffer content) throws Mp4FormatException {
    List<Box> boxes = new ArrayList<>();
    int at = content.position();
    // QuickTime may end a list of boxes with four zero bytes.
    while (content.limit() - at >= 8) {
      long size = Integer.toUnsignedLong(content.getInt(at));
      String type = type(content, at + 4);
      int header = 8;
      if (size == 1 && content.limit() - at >= 16) {
        size = content.getLong(at + 8);
        header = 16;
      } else if (size == 0) {
        size = content.limit() - at;
      }
      if (size < header || size > content.limit() - at || boxes.size() == MOST_CHILDREN) {
        throw new Mp4FormatException("a box overruns its parent");
      }
      boxes.add(new Box(type, content.slice(at, (int) size), header));
      at += (int) size;
    }
    return boxes;
  }

  static String type(ByteBuffer from, int at) {
    byte[] letters = new byte[4];
    from.get(at, letters);
    return new String(letters, StandardCharsets.ISO_8859_1);
  }
}
