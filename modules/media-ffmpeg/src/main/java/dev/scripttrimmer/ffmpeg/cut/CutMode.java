package dev.scripttrimmer.ffmpeg.cut;

/** How clips begin and end. */
public enum CutMode {
  /** On the picture asked for; what lies between keyframes is encoded again. */
  EXACT,
  /**
   * On the keyframe before, without encoding, wherever the source allows; the clip is longer than
   * asked for by up to the distance of two keyframes.
   */
  FAST
}
