package dev.scripttrimmer.domain.segment;

import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.speech.Transcript;

/** Finds the segments of a video in what was said. */
@FunctionalInterface
public interface Segmenter {
  /**
   * Finds topics without gaps or overlaps, from the first word to the last, at least one when
   * anything was said, each with a title of its own; and interactions without overlaps, within
   * topics.
   *
   * @param type whether interactions are looked for
   * @param duration length of the video in seconds; no segment ends later
   */
  Segmentation segment(Transcript transcript, VideoType type, double duration);
}
