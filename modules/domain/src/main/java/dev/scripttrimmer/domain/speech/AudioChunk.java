package dev.scripttrimmer.domain.speech;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.media.PcmFormat;

/**
 * A stretch of sound cut at pauses: what one recogniser is given.
 *
 * @param index 0, 1, 2, ... in order of time
 * @param start seconds from the video's start to the first sample
 * @param pcm sound in {@link PcmFormat}; not copied, not to be changed
 */
public record AudioChunk(int index, double start, byte[] pcm) {
  public TimeSpan span() {
    return new TimeSpan(start, start + PcmFormat.seconds(pcm.length));
  }
}
