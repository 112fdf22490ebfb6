package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.media.PcmFormat;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How loud a video's sound is, small enough to draw at once.
 *
 * @param version 1
 * @param secondsPerPeak the length that each peak stands for
 * @param peaks the largest amplitude of each stretch, 0 to 255, linear; at most {@link #MAX_PEAKS}
 */
record Waveform(int version, double secondsPerPeak, List<Integer> peaks) {
  static final int MAX_PEAKS = 4096;

  Waveform {
    peaks = List.copyOf(peaks);
  }

  /**
   * Makes a waveform of sound that flows by, however long it turns out to be: when there are too
   * many peaks, each two become one. For one thread.
   */
  static final class Builder {
    /** 20 ms: what the eye can tell apart in a sound of one minute across a screen. */
    private static final int FIRST_STRETCH = PcmFormat.SAMPLE_RATE / 50;

    private static final int LOUDEST = 1 << 15;
    private static final int SCALE = 255;

    private final int[] peaks = new int[MAX_PEAKS];
    private int stretch = FIRST_STRETCH;
    private int full;
    private int samples;
    private int loudest;

    /**
     * @param pcm sound in {@link PcmFormat}
     * @param length bytes of it that count, whole samples
     */
    void accept(byte[] pcm, int length) {
      for (int i = 0; i < length; i += PcmFormat.BYTES_PER_SAMPLE) {
        int sample = (pcm[i] & 0xFF) | pcm[i + 1] << 8;
        loudest = Math.max(loudest, Math.abs(sample));
        if (++samples == stretch) {
          endStretch();
        }
      }
    }

    private void endStretch() {
      peaks[full++] = loudest;
      samples = 0;
      loudest = 0;
      if (full == MAX_PEAKS) {
        full /= 2;
        Arrays.setAll(peaks, i -> i < full ? Math.max(peaks[2 * i], peaks[2 * i + 1]) : 0);
        stretch *= 2;
      }
    }

    Waveform build() {
      if (samples > 0) {
        endStretch();
      }
      return new Waveform(
          1,
          (double) stretch / PcmFormat.SAMPLE_RATE,
          IntStream.range(0, full)
              .mapToObj(i -> (peaks[i] * SCALE + LOUDEST / 2) / LOUDEST)
              .toList());
    }
  }
}
