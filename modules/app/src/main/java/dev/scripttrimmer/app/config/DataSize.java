package dev.scripttrimmer.app.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data.
 *
 * @param bytes 0 or more
 */
public record DataSize(long bytes) {
  private static final Pattern SHAPE =
      Pattern.compile("(\\d{1,15}) ?(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "B", 1L,
          "KB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "TB", 1_000_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30,
          "TiB", 1L << 40);

  /**
   * Reads a number with its unit, such as {@code 64KB} (thousands) or {@code 8MiB} (1024s).
   *
   * @throws IllegalArgumentException when it is none
   */
  public static DataSize parse(String text) {
    Matcher matcher = SHAPE.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no size such as 64KB, 8MiB or 10GB");
    }
    return new DataSize(
        Math.multiplyExact(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2))));
  }
}
