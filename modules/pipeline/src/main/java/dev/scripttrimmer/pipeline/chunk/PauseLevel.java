package dev.scripttrimmer.pipeline.chunk;

/**
 * Learns up to which level a frame belongs to a pause.
 *
 * <p>The quietest frames of the last while are taken for background, the loudest for speech, as in
 * quantile-based noise estimation (Stahl, Fischer, Bippus, "Quantile based noise estimation for
 * spectral subtraction and Wiener filtering", ICASSP 2000), here over whole frames.
 */
final class PauseLevel {
  private static final double BACKGROUND_QUANTILE = 0.05;
  private static final double SPEECH_QUANTILE = 0.95;
  // Of the way from background to speech, in dB: above noise and breath, below weak consonants.
  private static final float SHARE = 0.25f;
  // Background that nobody speaks over varies by this much, in dB.
  private static final float LEAST_RISE = 6;
  // Where the two are this close, only the quietest moments are pauses.
  private static final float GREATEST_SHARE = 0.5f;
  private static final int FRAMES_TO_HALVE = FrameLevel.frames(20);

  /** Frames by their level, one dB each; older frames count less. */
  private final int[] histogram = new int[1 - (int) FrameLevel.SILENCE];

  private int total;
  private int untilHalved = FRAMES_TO_HALVE;
  private float threshold = FrameLevel.SILENCE;

  void add(float level) {
    histogram[Math.round(level - FrameLevel.SILENCE)]++;
    total++;
    if (--untilHalved == 0) {
      untilHalved = FRAMES_TO_HALVE;
      halve();
    }
    float background = quantile(BACKGROUND_QUANTILE);
    float speech = quantile(SPEECH_QUANTILE);
    float range = speech - background;
    float rise = Math.max(LEAST_RISE, SHARE * range);
    threshold = background + Math.min(rise, GREATEST_SHARE * range);
  }

  /** The loudest that a pause is, in dB of full scale. */
  float threshold() {
    return threshold;
  }

  private void halve() {
    total = 0;
    for (int i = 0; i < histogram.length; i++) {
      histogram[i] /= 2;
      total += histogram[i];
    }
  }

  private float quantile(double share) {
    double below = share * total;
    int level = 0;
    for (int seen = histogram[0]; seen <= below && level < histogram.length - 1; ) {
      seen += histogram[++level];
    }
    return level + FrameLevel.SILENCE;
  }
}
