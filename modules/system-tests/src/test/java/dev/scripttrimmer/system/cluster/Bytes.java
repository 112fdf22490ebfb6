package dev.scripttrimmer.system.cluster;

/** Looks into blocks of bytes. */
final class Bytes {
  private Bytes() {}

  static boolean startsWith(byte[] block, int length, byte[] text) {
    return isAt(block, length, text, 0);
  }

  static boolean contains(byte[] block, int length, byte[] text) {
    for (int at = 0; at <= length - text.length; at++) {
      if (isAt(block, length, text, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] block, int length, byte[] text, int at) {
    for (int i = 0; i < text.length; i++) {
      if (at + i >= length || block[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
