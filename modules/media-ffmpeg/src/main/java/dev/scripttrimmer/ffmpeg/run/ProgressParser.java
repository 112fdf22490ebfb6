package dev.scripttrimmer.ffmpeg.run;

import java.util.function.Consumer;

/** Understands the {@code key=value} lines of ffmpeg's {@code -progress}. */
final class ProgressParser implements Consumer<String> {
  private final EncodingProgress listener;
  private long pictures;
  private long microseconds;
  private long bytes;

  ProgressParser(EncodingProgress listener) {
    this.listener = listener;
  }

  @Override
  public void accept(String line) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      return;
    }
    String value = line.substring(equals + 1).strip();
    switch (line.substring(0, equals)) {
      case "frame" -> pictures = number(value);
      case "out_time_us" -> microseconds = number(value);
      case "total_size" -> bytes = number(value);
      case "progress" -> listener.reached(pictures, microseconds / 1e6, bytes);
      default -> {
        // Other keys say nothing that is needed.
      }
    }
  }

  /** "N/A" until ffmpeg knows, and negative before the first picture. */
  private static long number(String value) {
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }
}
