package dev.scripttrimmer.domain.media;

/** The one format of sound inside the program: 16 kHz, mono, signed 16 bit, little endian. */
public final class PcmFormat {
  /** Samples a second. */
  public static final int SAMPLE_RATE = 16_000;

  public static final int BYTES_PER_SAMPLE = 2;

  public static final int BYTES_PER_SECOND = SAMPLE_RATE * BYTES_PER_SAMPLE;

  private PcmFormat() {}

  /** Length in seconds of this many bytes. */
  public static double seconds(long bytes) {
    return (double) bytes / BYTES_PER_SECOND;
  }
}
