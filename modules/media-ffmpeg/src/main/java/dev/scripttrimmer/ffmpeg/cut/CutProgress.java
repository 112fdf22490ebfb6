package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.media.ClipCutter.CutListener;
import dev.scripttrimmer.ffmpeg.run.EncodingProgress;

/** Adds up the seconds of finished clips and of the one in work, and reports a rising fraction. */
final class CutProgress {
  private final CutListener listener;
  private final double totalSeconds;
  private double finishedSeconds;
  private double reported;

  CutProgress(CutListener listener, double totalSeconds) {
    this.listener = listener;
    this.totalSeconds = totalSeconds;
  }

  /** Turns encoded pictures into a fraction of a clip of this length. */
  EncodingProgress of(double clipSeconds, int picturesToEncode) {
    return (pictures, seconds, bytes) ->
        report(finishedSeconds + clipSeconds * Math.min(1.0, (double) pictures / picturesToEncode));
  }

  void finished(double clipSeconds) {
    finishedSeconds += clipSeconds;
    report(finishedSeconds);
  }

  private void report(double seconds) {
    double fraction = totalSeconds > 0 ? Math.min(1, seconds / totalSeconds) : 0;
    if (fraction > reported) {
      reported = fraction;
      listener.progressed(fraction);
    }
  }
}
