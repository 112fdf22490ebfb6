package dev.scripttrimmer.segmentation.evaluate;

import java.util.BitSet;
import java.util.List;

/**
 * How well a way of finding interactions does, counted over the utterances of all lectures.
 *
 * @param precision share of what it found that is an interaction
 * @param recall share of the interactions that it found
 */
public record InteractionAccuracy(double precision, double recall) {

  public static InteractionAccuracy of(
      InteractionFinder finder, List<InteractionReference> lectures) {
    int found = 0;
    int expected = 0;
    int right = 0;
    for (InteractionReference lecture : lectures) {
      BitSet hits = finder.find(lecture);
      BitSet truth = lecture.interactions();
      found += hits.cardinality();
      expected += truth.cardinality();
      hits.and(truth);
      right += hits.cardinality();
    }
    return new InteractionAccuracy(share(right, found), share(right, expected));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** The harmonic mean of precision and recall. */
  public double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }
}
