package dev.scripttrimmer.ffmpeg.cut;

/** Who encodes what has to be encoded in full. */
public enum EncoderChoice {
  /** The graphics card if a trial encode succeeds, else the processor. */
  AUTO,
  /** Always the processor. */
  CPU
}
