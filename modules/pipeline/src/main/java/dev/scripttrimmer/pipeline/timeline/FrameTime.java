package dev.scripttrimmer.pipeline.timeline;

import java.util.Locale;

/**
 * Seconds as numbers of pictures.
 *
 * @param rate pictures a second, more than 0
 */
record FrameTime(double rate) {
  private static final double USUAL_RATE = 25;

  /**
   * @param rate pictures a second; 0 when unknown
   */
  static FrameTime of(double rate) {
    return new FrameTime(rate > 0 ? rate : USUAL_RATE);
  }

  /** The picture nearest to {@code seconds}, the first being 0. */
  long frame(double seconds) {
    return Math.round(seconds * rate);
  }

  /**
   * {@code 01:02:03:04}: hours, minutes, seconds and pictures, none dropped, counted at the whole
   * number nearest to the rate, as editing programs do.
   */
  String timeCode(long frame) {
    long perSecond = Math.max(1, Math.round(rate));
    long seconds = frame / perSecond;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d:%02d",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60,
        frame % perSecond);
  }
}
