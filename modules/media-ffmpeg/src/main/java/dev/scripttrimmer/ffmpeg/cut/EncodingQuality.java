package dev.scripttrimmer.ffmpeg.cut;

import java.util.Set;

/**
 * What is encoded again is encoded like this.
 *
 * @param preset of x264, from {@code ultrafast} to {@code veryslow}
 * @param crf constant rate factor, 0 (lossless) to 51; 18 is visually lossless
 */
public record EncodingQuality(String preset, int crf) {
  private static final Set<String> PRESETS =
      Set.of(
          "ultrafast",
          "superfast",
          "veryfast",
          "faster",
          "fast",
          "medium",
          "slow",
          "slower",
          "veryslow");

  public EncodingQuality {
    if (!PRESETS.contains(preset)) {
      throw new IllegalArgumentException("not an x264 preset: " + preset);
    }
    if (crf < 0 || crf > 51) {
      throw new IllegalArgumentException("crf is between 0 and 51, not " + crf);
    }
  }

  public static EncodingQuality defaults() {
    return new EncodingQuality("superfast", 18);
  }
}
