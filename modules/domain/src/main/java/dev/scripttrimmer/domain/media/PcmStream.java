package dev.scripttrimmer.domain.media;

/** Sound in {@link PcmFormat} as it is decoded. For one thread at a time. */
public interface PcmStream extends AutoCloseable {
  /**
   * Reads until {@code buffer} is full or the sound ends; blocks.
   *
   * @return bytes read, a multiple of {@link PcmFormat#BYTES_PER_SAMPLE}; less than the buffer's
   *     length only at the end; 0 once the end is reached
   * @throws dev.scripttrimmer.domain.TrimException when the end is reached but is not the sound's
   *     own: {@code MEDIA_TRUNCATED} (clearly shorter than declared), {@code MEDIA_CORRUPT}, {@code
   *     MEDIA_LIMITS_EXCEEDED}, {@code STAGE_TIMEOUT}, or the cancellation's reason
   */
  int read(byte[] buffer);

  /** Stops decoding, at once if it still runs, and waits until its resources are free. */
  @Override
  void close();
}
