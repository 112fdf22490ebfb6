package dev.scripttrimmer.segmentation;

import java.util.Arrays;

/**
 * The log probability of every stretch of lines that may be a topic.
 *
 * <p>The stems of a topic are drawn from a Dirichlet compound multinomial, as in Eisenstein and
 * Barzilay, "Bayesian unsupervised topic segmentation" (EMNLP 2008): a stretch is probable when it
 * says the same few things again and again. Other words for the same things count through {@link
 * TopicMeaning}.
 */
final class SegmentScores {
  /** Outweighs any evidence: too short a topic is taken only where nothing else is possible. */
  static final double TOO_SHORT = -1e6;

  /** The Dirichlet prior's count of each stem before anything is said. */
  private static final double PRIOR_COUNT = 0.4;

  /** Up to this many stems in a typical topic each is evidence of its own. */
  private static final double INDEPENDENT_STEMS = 60;

  /** What the words' meaning counts for beside the words themselves, which it partly repeats. */
  private static final double MEANING = 0.3;

  private final LectureText text;
  private final TopicLengths lengths;
  private final double[] bonus;
  private final double weight;
  private final double[] logStem;
  private final double[] logTotal;
  private final int[] counts;
  private final TopicMeaning meaning;
  private final double[][] scores;

  /**
   * @param bonus for each line the log odds, beside its words, that it begins a topic
   * @param vectors of some of the stems
   */
  SegmentScores(LectureText text, TopicLengths lengths, double[] bonus, WordVectors vectors) {
    this.text = text;
    this.lengths = lengths;
    this.bonus = bonus;
    int stems = text.lines().stream().mapToInt(line -> line.terms().length).sum();
    weight = weight(stems * lengths.typicalShare());
    logStem = logs(stems, PRIOR_COUNT);
    logTotal = logs(stems, PRIOR_COUNT * text.vocabulary());
    counts = new int[text.vocabulary()];
    meaning = new TopicMeaning(text, vectors);
    scores = new double[text.size()][];
    for (int last = 0; last < text.size(); last++) {
      scores[last] = endingAt(last);
    }
  }

  /**
   * What the log probability of one stem counts for. Long topics wander: their stems depend on each
   * other, and counted in full they would break every long topic into its paragraphs.
   */
  private static double weight(double stemsOfTopic) {
    return INDEPENDENT_STEMS / Math.max(INDEPENDENT_STEMS, stemsOfTopic);
  }

  private static double[] logs(int size, double offset) {
    double[] logs = new double[size];
    Arrays.setAll(logs, i -> Math.log(i + offset));
    return logs;
  }

  private double[] endingAt(int last) {
    double[] row = new double[last + 1];
    double end = text.line(last).span().end();
    double stems = 0;
    int said = 0;
    meaning.clear();
    int first = last;
    for (; first >= 0; first--) {
      double seconds = end - text.line(first).span().start();
      if (first < last && lengths.isTooLong(seconds)) {
        break;
      }
      for (int term : text.line(first).terms()) {
        stems += logStem[counts[term]] - logTotal[said];
        counts[term]++;
        meaning.add(term);
        said++;
      }
      double words = weight * (stems + MEANING * meaning.logOdds());
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
