package dev.scripttrimmer.domain.segment;

import dev.scripttrimmer.domain.speech.Transcript;

/** Finds what a video can do without. */
@FunctionalInterface
public interface TightCutFinder {
  /**
   * @param duration length of the video in seconds; above 0
   * @return at most {@link dev.scripttrimmer.domain.media.VideoJoiner#MAX_STRETCHES} stretches;
   *     everything where nothing was said, for what is silent may still be shown
   */
  TightCut tighten(Transcript transcript, double duration);
}
