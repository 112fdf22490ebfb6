package dev.scripttrimmer.domain.media;

import dev.scripttrimmer.domain.Cancellation;
import java.nio.file.Path;

/** Makes still pictures of a video. */
public interface ThumbnailMaker {
  /**
   * Writes the picture shown at {@code second} as a JPEG of at most 320 pixels' width. Blocks.
   *
   * @throws dev.scripttrimmer.domain.TrimException as {@link ClipCutter#cut}
   */
  void thumbnail(Path media, double second, Path target, Cancellation cancellation);
}
