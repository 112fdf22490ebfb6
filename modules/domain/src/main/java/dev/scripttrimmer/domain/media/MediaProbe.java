package dev.scripttrimmer.domain.media;

import dev.scripttrimmer.domain.Cancellation;
import java.nio.file.Path;

/** Looks into a media file. */
public interface MediaProbe {
  /**
   * Reads what {@code media} declares and refuses what no later stage could work on. Blocks.
   *
   * @throws dev.scripttrimmer.domain.TrimException {@code NOT_A_VIDEO}, {@code NO_AUDIO_TRACK},
   *     {@code MEDIA_CORRUPT}, {@code MEDIA_TRUNCATED}, {@code MEDIA_LIMITS_EXCEEDED}, {@code
   *     STAGE_TIMEOUT}, or the reason of {@code cancellation}
   */
  MediaInfo probe(Path media, Cancellation cancellation);
}
