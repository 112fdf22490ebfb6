package dev.scripttrimmer.pipeline.chunk;

import dev.scripttrimmer.domain.media.PcmFormat;

/** Measures how loud a frame of sound is. */
final class FrameLevel {
  static final int SAMPLES = PcmFormat.SAMPLE_RATE / 100;
  static final int BYTES = SAMPLES * PcmFormat.BYTES_PER_SAMPLE;

  /** What digital silence measures, in dB. */
  static final float SILENCE = -100;

  private static final double FULL_SCALE = 32_768;

  private FrameLevel() {}

  /** Frames in this many seconds. */
  static int frames(double seconds) {
    return (int) Math.round(seconds * PcmFormat.SAMPLE_RATE / SAMPLES);
  }

  /**
   * The frame that begins at {@code offset}: root mean square about its mean, so that a constant
   * offset counts as silence; dB of full scale, {@link #SILENCE} to 0.
   */
  static float of(byte[] pcm, int offset) {
    long sum = 0;
    long squares = 0;
    for (int i = offset; i < offset + BYTES; i += PcmFormat.BYTES_PER_SAMPLE) {
      int sample = (pcm[i] & 0xff) | pcm[i + 1] << 8;
      sum += sample;
      squares += (long) sample * sample;
    }
    double mean = (double) sum / SAMPLES;
    double variance = Math.max(0, (double) squares / SAMPLES - mean * mean);
    double level = 10 * Math.log10(variance / (FULL_SCALE * FULL_SCALE));
    return (float) Math.max(SILENCE, level);
  }
}
