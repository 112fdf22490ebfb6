package dev.scripttrimmer.ffmpeg.run;

/** Hears how far a run of ffmpeg is, about twice a second. */
@FunctionalInterface
public interface EncodingProgress {
  /** Hears nothing. */
  EncodingProgress IGNORED = (pictures, seconds, bytes) -> {};

  /**
   * What it throws ends the run.
   *
   * @param pictures written so far
   * @param seconds of the output so far; 0 while unknown
   * @param bytes written so far; 0 while unknown
   */
  void reached(long pictures, double seconds, long bytes);
}
