package dev.scripttrimmer.segmentation;

import java.util.List;
import java.util.Optional;

/** Finds where the topics of one lecture begin, and judges where somebody else says they do. */
final class TopicSearch {
  private final SegmentationConfig config;
  private final SegmentScores scores;

  /**
   * @param text with at least one line
   * @param roles for each line its role in an exchange with the audience
   */
  TopicSearch(
      LectureText text,
      List<Optional<LineRole>> roles,
      SegmentationConfig config,
      boolean english) {
    TopicLengths lengths = new TopicLengths(Math.max(text.length(), 0.1), text.size(), config);
    double[] evidence = BoundaryEvidence.of(text, roles, lengths.typicalShare(), english);
    this.config = config;
    this.scores =
        new SegmentScores(
            text, lengths, evidence, english ? WordVectors.english() : WordVectors.none());
  }

  TopicBoundaries find() {
    return at(
        config.targetTopics().isPresent()
            ? BoundarySearch.best(scores, config.targetTopics().getAsInt())
            : BoundarySearch.best(scores));
  }

  /**
   * @param starts the first line of each topic, ascending, beginning with 0
   */
  TopicBoundaries at(int[] starts) {
    double[] certainties = new double[starts.length];
    certainties[0] = Double.POSITIVE_INFINITY;
    for (int i = 1; i < starts.length; i++) {
      int end = i + 1 < starts.length ? starts[i + 1] : scores.size();
      certainties[i] = certainty(starts[i - 1], starts[i], end);
    }
    return new TopicBoundaries(starts, certainties);
  }

  /** How much better two topics explain the lines than one does; infinite if one is too long. */
  private double certainty(int from, int border, int end) {
    if (end - from > scores.longest(end - 1)) {
      return Double.POSITIVE_INFINITY;
    }
    double apart = scores.score(border - 1, border - from) + scores.score(end - 1, end - border);
    return apart - scores.score(end - 1, end - from);
  }
}
