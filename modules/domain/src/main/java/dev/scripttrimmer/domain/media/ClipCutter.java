package dev.scripttrimmer.domain.media;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TimeSpan;
import java.nio.file.Path;
import java.util.List;

/** Cuts clips out of a video. */
public interface ClipCutter {
  /**
   * Cuts one clip per order, in order; blocks until the last is written. Each clip is an MP4 (moov
   * first) that shows every picture whose time lies in the order's span, and their sound.
   *
   * @param listener hears of each clip as it is finished, on the calling thread
   * @throws dev.scripttrimmer.domain.TrimException {@code MEDIA_CORRUPT}, {@code
   *     MEDIA_LIMITS_EXCEEDED}, {@code SCRATCH_FULL}, {@code STAGE_TIMEOUT}, or the cancellation's
   *     reason; clips finished before stay
   */
  void cut(
      Path media,
      MediaInfo info,
      List<ClipOrder> orders,
      CutListener listener,
      Cancellation cancellation);

  /**
   * @param target the file to write; its folder exists
   * @param span at least one picture long, within the video
   */
  record ClipOrder(TimeSpan span, Path target) {}

  /** Hears how far the cutting is. */
  interface CutListener {
    /**
     * @param fraction of all orders' work, 0 to 1; never decreases
     */
    void progressed(double fraction);

    /**
     * @param order one of the orders, by its position
     * @param clip what was written
     */
    void finished(int order, Clip clip);
  }

  /**
   * @param file the order's target
   * @param span what the clip really shows of the video
   * @param size bytes
   */
  record Clip(Path file, TimeSpan span, long size) {}
}
