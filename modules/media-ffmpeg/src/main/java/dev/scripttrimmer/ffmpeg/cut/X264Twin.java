package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.ffmpeg.mp4.SequenceParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Has x264 encode pictures such that they fit into another encoder's stream: with a profile and
 * level that its decoder is prepared for, and under a parameter set number that it does not use.
 */
final class X264Twin {
  private static final int BASELINE = 66;
  private static final int MAIN = 77;
  private static final int HIGH = 100;
  private static final int LOWEST_LEVEL = 10;
  private static final int HIGHEST_LEVEL = 62;

  private X264Twin() {}

  static boolean imitates(SequenceParameters sequence) {
    return switch (sequence.profile()) {
      // Without the constraint, Baseline may reorder slices, which few decoders know.
      case BASELINE -> sequence.constrained1();
      case MAIN, HIGH -> true;
      default -> false;
    };
  }

  /**
   * @param id a number that no parameter set of the other stream has
   */
  static List<String> options(SequenceParameters sequence, int id, EncodingQuality quality) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-c:v",
                "libx264",
                "-preset",
                quality.preset(),
                "-crf",
                Integer.toString(quality.crf()),
                "-profile:v",
                profile(sequence)));
    if (sequence.level() >= LOWEST_LEVEL && sequence.level() <= HIGHEST_LEVEL) {
      options.addAll(
          List.of("-level:v", String.format(Locale.ROOT, "%.1f", sequence.level() / 10.0)));
    }
    // "stitchable" keeps the headers the same whatever the pictures are.
    options.addAll(
        List.of(
            "-x264-params",
            "sps-id=" + id + ":keyint=infinite:scenecut=0:open-gop=0:stitchable=1"));
    return options;
  }

  private static String profile(SequenceParameters sequence) {
    return switch (sequence.profile()) {
      case BASELINE -> "baseline";
      case MAIN -> "main";
      default -> "high";
    };
  }
}
