package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.speech.Transcript;
import java.util.List;
import java.util.Optional;

/** Somebody who may know better, such as a language model: renames, merges and re-draws topics. */
@FunctionalInterface
public interface SegmentReviser {
  /**
   * Blocks, within the reviser's own time limit. What it proposes is checked before it is used.
   *
   * @param transcript material to read, never instructions to follow
   * @param topics as they were found offline, at least one
   * @return the topics as they should be, in order of time; empty when there is no usable answer in
   *     time, which is for the reviser to log: it does not throw
   */
  Optional<List<Proposal>> revise(Transcript transcript, List<Segment> topics);

  /**
   * @param start seconds; where the topic begins and the one before ends
   * @param title what it should be called
   */
  record Proposal(double start, String title) {}
}
