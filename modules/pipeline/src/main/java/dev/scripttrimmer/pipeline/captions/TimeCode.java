package dev.scripttrimmer.pipeline.captions;

import java.util.Locale;

/** Writes seconds as the caption formats do. */
final class TimeCode {
  private TimeCode() {}

  /** {@code 01:02:03.456}, with {@code point} for the point. */
  static String millis(double seconds, char point) {
    long millis = toMillis(seconds);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1_000 % 60,
        point,
        millis % 1_000);
  }

  /** {@code 2:03}, or {@code 1:02:03} from an hour on; whole seconds, rounded down. */
  static String brief(double seconds) {
    long whole = (long) seconds;
    return whole < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
  }

  static long toMillis(double seconds) {
    return Math.round(seconds * 1_000);
  }
}
