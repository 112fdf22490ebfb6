package dev.scripttrimmer.segmentation;

import java.util.Arrays;

/**
 * How probable it is that one topic's words mean what they mean, word by word added up. A topic is
 * a place in the space of {@link WordVectors}, normally distributed around the lecture's middle,
 * and its words are normally distributed around it; the place is integrated out. So a stretch is
 * probable when its words lean to the same side, though it never says one twice. Not thread-safe.
 */
final class TopicMeaning {
  /** Variance of the topics' places in relation to that of the words around them. */
  private static final double SPREAD = 0.1;

  /** Variance of a topic's words in each dimension. */
  private static final double WORD_VARIANCE = 0.04;

  private final double[][] vectors;
  private final double[] sum;
  private double squaredNorm;
  private int words;

  /**
   * @param known of some of the stems of {@code text}
   */
  TopicMeaning(LectureText text, WordVectors known) {
    sum = new double[known.dimensions()];
    vectors = new double[text.vocabulary()][];
    text.termNumbers().forEach((stem, term) -> vectors[term] = known.of(stem).orElse(null));
    center(text);
  }

  /** What all of a lecture's words have in common tells no topic from another. */
  private void center(LectureText text) {
    double[] mean = new double[sum.length];
    int count = 0;
    for (Line line : text.lines()) {
      for (int term : line.terms()) {
        if (vectors[term] != null) {
          plus(mean, vectors[term], 1);
          count++;
        }
      }
    }
    for (double[] vector : vectors) {
      if (vector != null) {
        plus(vector, mean, -1.0 / count);
      }
    }
  }

  private static void plus(double[] to, double[] vector, double times) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * vector[i];
    }
  }

  /** Begins a new topic. */
  void clear() {
    Arrays.fill(sum, 0);
    squaredNorm = 0;
    words = 0;
  }

  void add(int term) {
    double[] vector = vectors[term];
    if (vector == null) {
      return;
    }
    words++;
    for (int i = 0; i < sum.length; i++) {
      squaredNorm += vector[i] * (2 * sum[i] + vector[i]);
      sum[i] += vector[i];
    }
  }

  /** Log odds of the words so far as one topic, against words of no topic; 0 for none. */
  double logOdds() {
    double shrinkage = 1 + SPREAD * words;
    return SPREAD * squaredNorm / (2 * WORD_VARIANCE * shrinkage)
        - sum.length / 2.0 * Math.log(shrinkage);
  }
}
