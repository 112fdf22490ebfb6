package dev.scripttrimmer.domain.media;

import dev.scripttrimmer.domain.Cancellation;
import java.nio.file.Path;
import java.util.Optional;

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

  /**
   * What the beginning of a file tells that has not all arrived: enough to {@linkplain
   * AudioSource#open(GrowingFile, MediaInfo, Cancellation) hear} it, where its container allows.
   * Blocks until that much has arrived. It is no judgement: {@link #probe} gives that, of the
   * whole.
   *
   * @return with a duration of 0 where only the whole tells; empty when the whole has to be waited
   *     for, or is there
   * @throws dev.scripttrimmer.domain.TrimException the reason why the file will never arrive, or
   *     that of {@code cancellation}
   */
  Optional<MediaInfo> peek(GrowingFile media, Cancellation cancellation);
}
