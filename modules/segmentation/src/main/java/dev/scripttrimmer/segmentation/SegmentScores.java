package dev.scripttrimmer.segmentation;

import java.util.Arrays;

/**
 * The log probability of every stretch of lines that may be a topic.
 *
 * <p>The words of a topic are drawn from a Dirichlet compound multinomial, as in Eisenstein and
 * Barzilay, "Bayesian unsupervised topic segmentation" (EMNLP 2008), with a prior around the whole
 * lecture's word frequencies: a word said everywhere says little, one that comes back within a
 * stretch and nowhere else holds it together.
 */
final class SegmentScores {
  /** Outweighs any evidence: too short a topic is taken only where nothing else is possible. */
  static final double TOO_SHORT = -1e6;

  private static final double CONCENTRATION_PER_TERM = 0.25;
  private static final double UNIFORM_SHARE = 0.5;

  private final double[][] scores;

  /**
   * @param bonus for each line the log odds, beside its words, that it begins a topic
   */
  SegmentScores(LectureText text, TopicLengths lengths, double[] bonus) {
    scores = new double[text.size()][];
    double[] prior = prior(text);
    double concentration = Arrays.stream(prior).sum();
    int[] counts = new int[text.vocabulary()];
    for (int last = 0; last < text.size(); last++) {
      scores[last] = endingAt(last, text, lengths, bonus, prior, concentration, counts);
    }
  }

  private static double[] prior(LectureText text) {
    double[] frequency = new double[text.vocabulary()];
    double total = 0;
    for (Line line : text.lines()) {
      for (int term : line.terms()) {
        frequency[term]++;
        total++;
      }
    }
    double[] prior = new double[frequency.length];
    double concentration = CONCENTRATION_PER_TERM * frequency.length;
    for (int term = 0; term < prior.length; term++) {
      double share = UNIFORM_SHARE / prior.length + (1 - UNIFORM_SHARE) * frequency[term] / total;
      prior[term] = concentration * share;
    }
    return prior;
  }

  private static double[] endingAt(
      int last,
      LectureText text,
      TopicLengths lengths,
      double[] bonus,
      double[] prior,
      double concentration,
      int[] counts) {
    double[] row = new double[last + 1];
    double end = text.line(last).span().end();
    double words = 0;
    int said = 0;
    int first = last;
    for (; first >= 0; first--) {
      double seconds = end - text.line(first).span().start();
      if (first < last && lengths.isTooLong(seconds)) {
        break;
      }
      for (int term : text.line(first).terms()) {
        words += Math.log((counts[term] + prior[term]) / (said + concentration));
        counts[term]++;
        said++;
      }
      double score = words + lengths.logPrior(seconds) + (first == 0 ? 0 : bonus[first]);
      row[last - first] = lengths.isTooShort(seconds) ? score + TOO_SHORT : score;
    }
    for (int line = last; line > first; line--) {
      for (int term : text.line(line).terms()) {
        counts[term] = 0;
      }
    }
    return Arrays.copyOf(row, last - first);
  }

  int size() {
    return scores.length;
  }

  /** How many lines the longest topic that ends with line {@code last} has; at least one. */
  int longest(int last) {
    return scores[last].length;
  }

  /**
   * @param lines how many, from 1 to {@link #longest}
   */
  double score(int last, int lines) {
    return scores[last][lines - 1];
  }
}
