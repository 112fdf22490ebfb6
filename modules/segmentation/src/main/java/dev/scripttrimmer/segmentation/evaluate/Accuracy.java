package dev.scripttrimmer.segmentation.evaluate;

import java.util.BitSet;
import java.util.List;

/**
 * How well a way of finding topics does on some texts: means over the texts.
 *
 * @param pk see {@link BorderMetrics#pk}
 * @param windowDiff see {@link BorderMetrics#windowDiff}
 * @param topics how many topics it found per text
 */
public record Accuracy(double pk, double windowDiff, double topics) {

  /**
   * @param texts at least one
   */
  public static Accuracy of(TopicFinder finder, List<ReferenceText> texts) {
    double pk = 0;
    double windowDiff = 0;
    double topics = 0;
    for (ReferenceText text : texts) {
      BitSet borders = finder.find(text);
      pk += BorderMetrics.pk(text, borders);
      windowDiff += BorderMetrics.windowDiff(text, borders);
      topics += borders.cardinality() + 1;
    }
    return new Accuracy(pk / texts.size(), windowDiff / texts.size(), topics / texts.size());
  }
}
