package dev.scripttrimmer.domain.segment;

import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.speech.Transcript;

/** Finds the segments of a video in what was said. */
@FunctionalInterface
public interface Segmenter {
  /**
   * @param type whether interactions are looked for
   * @param duration length of the video in seconds; no segment ends later
   */
  Segmentation segment(Transcript transcript, VideoType type, double duration);
}
