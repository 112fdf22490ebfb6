package dev.scripttrimmer.domain.media;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TimeSpan;
import java.nio.file.Path;
import java.util.List;

/** Makes one video of stretches of another. */
public interface VideoJoiner {
  /** More stretches than this one join does not take. */
  int MAX_STRETCHES = 1500;

  /**
   * Encodes the stretches one after another; blocks until they are written. Picture and sound stay
   * together however many there are.
   *
   * @param keep in order of time, without overlaps, within the video, at least one, at most {@link
   *     #MAX_STRETCHES}
   * @param target the MP4 to write (moov first); its folder exists
   * @param listener hears how far it is, on the calling thread
   * @return what was written; its stretches may begin and end some milliseconds beside those asked
   *     for
   * @throws dev.scripttrimmer.domain.TrimException {@code MEDIA_CORRUPT}, {@code
   *     MEDIA_LIMITS_EXCEEDED}, {@code STAGE_TIMEOUT}, or the cancellation's reason
   */
  Joined join(
      Path media,
      MediaInfo info,
      List<TimeSpan> keep,
      Path target,
      ProgressListener listener,
      Cancellation cancellation);

  /** Hears how far the joining is. */
  @FunctionalInterface
  interface ProgressListener {
    /**
     * @param fraction 0 to 1; never decreases
     */
    void progressed(double fraction);
  }

  /**
   * @param file the target
   * @param size bytes
   */
  record Joined(Path file, long size) {}
}
