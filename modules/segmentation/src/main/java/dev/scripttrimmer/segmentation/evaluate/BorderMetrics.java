package dev.scripttrimmer.segmentation.evaluate;

import java.util.BitSet;

/** How far two segmentations of the same sentences differ; 0 is the same, lower is better. */
public final class BorderMetrics {
  private BorderMetrics() {}

  /**
   * Beeferman, Berger and Lafferty, "Statistical models for text segmentation" (Machine Learning
   * 1999): the probability that two sentences, half a mean topic apart, are wrongly said to be in
   * the same topic or in different ones.
   *
   * @param borders the indexes of the sentences that begin a topic
   */
  public static double pk(ReferenceText reference, BitSet borders) {
    return share(reference, borders, false);
  }

  /**
   * Pevzner and Hearst, "A critique and improvement of an evaluation metric for text segmentation"
   * (Computational Linguistics 2002): the share of windows that hold a wrong number of borders.
   *
   * @param borders the indexes of the sentences that begin a topic
   */
  public static double windowDiff(ReferenceText reference, BitSet borders) {
    return share(reference, borders, true);
  }

  private static double share(ReferenceText reference, BitSet borders, boolean counted) {
    BitSet expected = reference.borders();
    int k = reference.halfMeanLength();
    int windows = reference.sentences().size() - k;
    int wrong = 0;
    for (int i = 0; i < windows; i++) {
      int inReference = expected.get(i + 1, i + k + 1).cardinality();
      int found = borders.get(i + 1, i + k + 1).cardinality();
      boolean differs = counted ? inReference != found : (inReference == 0) != (found == 0);
      wrong += differs ? 1 : 0;
    }
    return windows <= 0 ? 0 : (double) wrong / windows;
  }
}
