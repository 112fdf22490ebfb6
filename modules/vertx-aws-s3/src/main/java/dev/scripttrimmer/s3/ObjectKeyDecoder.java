package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads an object's key from the path of its URL, and refuses what could be read in two ways. */
final class ObjectKeyDecoder {
  private static final int MAX_KEY_BYTES = 1024;
  private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

  private ObjectKeyDecoder() {}

  /**
   * @param path percent-encoded, without the slash in front of the key
   * @throws TrimException {@code INVALID_REQUEST} when there is no key, {@code URL_NOT_ALLOWED}
   *     when it may not be used
   */
  static String decode(String path) {
    String key = utf8(unescape(path));
    if (key.isEmpty() || key.endsWith("/")) {
      throw notAnObject("s3_url names no object: its path has no key.");
    }
    if (key.startsWith("/")) {
      throw refused("s3_url has an empty path segment before the object's key.");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw refused("s3_url's object key is longer than 1024 bytes.");
    }
    if (ESCAPE.matcher(key).find()) {
      throw refused("s3_url is percent-encoded twice; encode the key once.");
    }
    if (key.codePoints().anyMatch(ObjectKeyDecoder::isInvisible) || key.indexOf('\\') >= 0) {
      throw refused("s3_url's object key has control or invisible characters or a backslash.");
    }
    if (hasDotSegment(key) || looksLikeAnotherPath(key)) {
      throw refused("s3_url's path has a segment that is, or looks like, '.' or '..'.");
    }
    return key;
  }

  private static byte[] unescape(String path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
    for (int at = 0; at < path.length(); at++) {
      char next = path.charAt(at);
      if (next != '%') {
        bytes.write(next);
        continue;
      }
      if (!ESCAPE.matcher(path).region(at, Math.min(at + 3, path.length())).matches()) {
        throw refused("s3_url has a '%' without two hex digits after it.");
      }
      bytes.write(Integer.parseInt(path, at + 1, at + 3, 16));
      at += 2;
    }
    return bytes.toByteArray();
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new TrimException(
          ErrorCode.URL_NOT_ALLOWED, "s3_url's object key is not valid UTF-8.", e);
    }
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean hasDotSegment(String key) {
    return Arrays.stream(key.split("/"))
        .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
  }

  /** Full-width slashes and the like: what a less careful reader would take for a path. */
  private static boolean looksLikeAnotherPath(String key) {
    String plain = Normalizer.normalize(key, Normalizer.Form.NFKC);
    return hasDotSegment(plain) || slashes(plain) != slashes(key) || plain.indexOf('\\') >= 0;
  }

  private static long slashes(String text) {
    return text.chars().filter(c -> c == '/').count();
  }

  static TrimException notAnObject(String detail) {
    return new TrimException(ErrorCode.INVALID_REQUEST, detail);
  }

  static TrimException refused(String detail) {
    return new TrimException(ErrorCode.URL_NOT_ALLOWED, detail);
  }
}
