package dev.scripttrimmer.segmentation;

import java.util.List;
import java.util.Optional;

/**
 * Where the topics of a lecture begin.
 *
 * @param starts the first line of each topic, ascending, beginning with 0
 * @param certainties for each start how much better, in log odds, a new topic there explains the
 *     lecture than going on with the one before; infinite for the first
 */
record TopicBoundaries(int[] starts, double[] certainties) {

  /**
   * @param text with at least one line
   * @param roles for each line its role in an exchange with the audience
   */
  static TopicBoundaries find(
      LectureText text,
      List<Optional<LineRole>> roles,
      SegmentationConfig config,
      boolean english) {
    TopicLengths lengths = new TopicLengths(Math.max(text.length(), 0.1), text.size(), config);
    double[] evidence = BoundaryEvidence.of(text, roles, lengths.typicalShare(), english);
    SegmentScores scores = new SegmentScores(text, lengths, evidence);
    int[] starts =
        config.targetTopics().isPresent()
            ? BoundarySearch.best(scores, config.targetTopics().getAsInt())
            : BoundarySearch.best(scores);
    return new TopicBoundaries(starts, certainties(scores, starts));
  }

  private static double[] certainties(SegmentScores scores, int[] starts) {
    double[] certainties = new double[starts.length];
    certainties[0] = Double.POSITIVE_INFINITY;
    for (int i = 1; i < starts.length; i++) {
      int from = starts[i - 1];
      int to = i + 1 < starts.length ? starts[i + 1] : scores.size();
      double apart =
          scores.score(starts[i] - 1, starts[i] - from) + scores.score(to - 1, to - starts[i]);
      certainties[i] =
          to - from <= scores.longest(to - 1)
              ? apart - scores.score(to - 1, to - from)
              : Double.POSITIVE_INFINITY;
    }
    return certainties;
  }

  /** How sure it is that the topic {@code index} is one, 0 to 1: as sure as its weaker border. */
  double confidence(int index) {
    double begin = certainties[index];
    double end = index + 1 < certainties.length ? certainties[index + 1] : Double.POSITIVE_INFINITY;
    return 1 / (1 + Math.exp(-Math.min(begin, end) / 4));
  }
}
