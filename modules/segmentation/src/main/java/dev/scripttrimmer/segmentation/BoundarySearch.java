package dev.scripttrimmer.segmentation;

import java.util.Arrays;

/**
 * Finds the most probable segmentation among all, by dynamic programming over the lines, as in
 * Utiyama and Isahara, "A statistical model for domain-independent text segmentation" (ACL 2001).
 */
final class BoundarySearch {
  private BoundarySearch() {}

  /**
   * @return the first line of each topic, ascending, beginning with 0
   */
  static int[] best(SegmentScores scores) {
    int n = scores.size();
    double[] best = new double[n + 1];
    int[] length = new int[n + 1];
    for (int end = 1; end <= n; end++) {
      best[end] = Double.NEGATIVE_INFINITY;
      for (int lines = 1; lines <= scores.longest(end - 1); lines++) {
        double score = best[end - lines] + scores.score(end - 1, lines);
        if (score > best[end]) {
          best[end] = score;
          length[end] = lines;
        }
      }
    }
    return starts(n, (end, topics) -> length[end], 0);
  }

  /**
   * As {@link #best(SegmentScores)}, with {@code count} topics, or the nearest number that the
   * limits of a topic's length allow.
   */
  static int[] best(SegmentScores scores, int count) {
    int n = scores.size();
    int most = Math.min(n, Math.max(count, fewest(scores)));
    double[] previous = new double[n + 1];
    Arrays.fill(previous, Double.NEGATIVE_INFINITY);
    previous[0] = 0;
    double[] whole = new double[most + 1];
    whole[0] = Double.NEGATIVE_INFINITY;
    int[][] length = new int[most + 1][n + 1];
    for (int k = 1; k <= most; k++) {
      double[] best = new double[n + 1];
      Arrays.fill(best, Double.NEGATIVE_INFINITY);
      for (int end = k; end <= n; end++) {
        for (int lines = 1; lines <= scores.longest(end - 1); lines++) {
          double score = previous[end - lines] + scores.score(end - 1, lines);
          if (score > best[end]) {
            best[end] = score;
            length[k][end] = lines;
          }
        }
      }
      whole[k] = best[n];
      previous = best;
    }
    return starts(n, (end, k) -> length[k][end], mostWithinLimits(whole));
  }

  /** The largest count that forces no more topics below the limit than any other count does. */
  private static int mostWithinLimits(double[] scoreByCount) {
    double limit = Arrays.stream(scoreByCount).max().orElseThrow() + SegmentScores.TOO_SHORT / 2;
    int count = scoreByCount.length - 1;
    while (scoreByCount[count] < limit) {
      count--;
    }
    return count;
  }

  /** The fewest topics that cover all lines: each as long as it may be. */
  private static int fewest(SegmentScores scores) {
    int topics = 0;
    for (int end = scores.size(); end > 0; end -= scores.longest(end - 1)) {
      topics++;
    }
    return topics;
  }

  private static int[] starts(int lines, LengthOfLast lengthOfLast, int topics) {
    int[] starts = new int[lines];
    int found = 0;
    int left = topics;
    for (int end = lines; end > 0; left--) {
      end -= lengthOfLast.lines(end, left);
      starts[found++] = end;
    }
    int[] ascending = new int[found];
    for (int i = 0; i < found; i++) {
      ascending[i] = starts[found - 1 - i];
    }
    return ascending;
  }

  @FunctionalInterface
  private interface LengthOfLast {
    int lines(int end, int topics);
  }
}
