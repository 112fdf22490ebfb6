package dev.scripttrimmer.domain.media;

import dev.scripttrimmer.domain.Cancellation;
import java.nio.file.Path;

/** Opens the sound of a video. */
public interface AudioSource {
  /**
   * Starts decoding the first audio stream of {@code media} to {@link PcmFormat}. Returns at once;
   * the sound arrives as it is read.
   *
   * <p>Second 0 of the sound is second 0 of the video, whatever offset the streams have in the
   * file: missing sound is silence.
   *
   * @param info what a probe of the same file found
   * @throws dev.scripttrimmer.domain.TrimException {@code INTERNAL} when decoding cannot start
   */
  PcmStream open(Path media, MediaInfo info, Cancellation cancellation);

  /**
   * The same for a file that is still arriving; its sound waits for what has not come yet, and ends
   * after the file has.
   *
   * @param info what {@link MediaProbe#peek} found in the same file
   * @throws dev.scripttrimmer.domain.TrimException {@code INTERNAL} when decoding cannot start
   */
  PcmStream open(GrowingFile media, MediaInfo info, Cancellation cancellation);
}
