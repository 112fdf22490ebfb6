package dev.scripttrimmer.segmentation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each stem tells about one part of a lecture: often said here, in many lines, early, from
 * its beginning to its end, and seldom in the rest.
 */
final class TermWeights {
  /** What is said four times tells eight times as much as what is said once. */
  private static final double REPETITION = 1.5;

  private static final double SMOOTHING = 0.5;

  /** What it is worth to be said from a part's first line to its last, beside being said at all. */
  private static final double SPREAD_BONUS = 3;

  private static final double EARLY_SHARE = 0.2;
  private static final double EARLY_BONUS = 1.3;

  private final Map<Integer, Double> weights;

  private TermWeights(Map<Integer, Double> weights) {
    this.weights = weights;
  }

  /**
   * @param starts the first line of each part, ascending, beginning with 0
   * @return one per part
   */
  static List<TermWeights> ofParts(LectureText text, int[] starts) {
    double[] everywhere = new double[text.vocabulary()];
    double total = count(text.lines(), everywhere);
    List<TermWeights> parts = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      int end = i + 1 < starts.length ? starts[i + 1] : text.size();
      parts.add(ofPart(text.lines().subList(starts[i], end), everywhere, total));
    }
    return parts;
  }

  /** The weights of a few {@code lines} against all of {@code text}. */
  static TermWeights of(List<Line> lines, LectureText text) {
    double[] everywhere = new double[text.vocabulary()];
    double total = count(text.lines(), everywhere);
    return ofPart(lines, everywhere, total);
  }

  private static TermWeights ofPart(List<Line> lines, double[] everywhere, double total) {
    Map<Integer, Double> said = new HashMap<>();
    Map<Integer, Integer> lastLine = new HashMap<>();
    Map<Integer, Integer> firstLine = new HashMap<>();
    double here = 0;
    for (int i = 0; i < lines.size(); i++) {
      for (int term : lines.get(i).terms()) {
        said.merge(term, 1.0, Double::sum);
        lastLine.put(term, i);
        firstLine.putIfAbsent(term, i);
        here++;
      }
    }
    Map<Integer, Double> weights = new HashMap<>();
    for (Map.Entry<Integer, Double> entry : said.entrySet()) {
      int term = entry.getKey();
      double rateHere = (entry.getValue() + SMOOTHING) / (here + 1);
      double rateElsewhere = (everywhere[term] - entry.getValue() + SMOOTHING) / (total - here + 1);
      boolean early = firstLine.get(term) <= EARLY_SHARE * lines.size();
      // Where a part is the whole lecture there is no elsewhere, and only frequency counts.
      double contrast = here == total ? 1 : Math.log(1 + rateHere / rateElsewhere);
      double spread = (double) (lastLine.get(term) - firstLine.get(term)) / lines.size();
      double spreading = 1 + SPREAD_BONUS * spread;
      weights.put(
          term,
          Math.pow(entry.getValue(), REPETITION)
              * spreading
              * contrast
              * (early ? EARLY_BONUS : 1));
    }
    return new TermWeights(weights);
  }

  private static double count(List<Line> lines, double[] counts) {
    double total = 0;
    for (Line line : lines) {
      for (int term : line.terms()) {
        counts[term]++;
        total++;
      }
    }
    return total;
  }

  /** 0 for a stem that is not said here. */
  double weight(int term) {
    return weights.getOrDefault(term, 0.0);
  }

  /** The weight of the {@code rank}-th strongest stem, 1 the first; 0 when there are fewer. */
  double weightAtRank(int rank) {
    return weights.values().stream()
        .sorted((a, b) -> Double.compare(b, a))
        .skip(rank - 1L)
        .findFirst()
        .orElse(0.0);
  }
}
