package dev.scripttrimmer.ffmpeg.run;

import java.util.Locale;

/** Writes times as ffmpeg reads them: seconds with six decimals, its own resolution. */
public final class Seconds {
  private Seconds() {}

  public static String format(double seconds) {
    return String.format(Locale.ROOT, "%.6f", seconds);
  }
}
