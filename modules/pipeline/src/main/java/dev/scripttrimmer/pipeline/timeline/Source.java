package dev.scripttrimmer.pipeline.timeline;

/**
 * The video that the cuts are of.
 *
 * @param filename as its user knows it
 * @param duration seconds
 * @param frameRate pictures a second; 0 when unknown
 */
public record Source(String filename, double duration, double frameRate) {
  FrameTime time() {
    return FrameTime.of(frameRate);
  }

  /** Text that stays on its line. */
  static String oneLine(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }
}
