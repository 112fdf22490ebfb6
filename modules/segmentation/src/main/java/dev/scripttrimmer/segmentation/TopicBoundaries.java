package dev.scripttrimmer.segmentation;

/**
 * Where the topics of a lecture begin.
 *
 * @param starts the first line of each topic, ascending, beginning with 0
 * @param certainties for each start how much better, in log odds, a new topic there explains the
 *     lecture than going on with the one before; infinite for the first
 */
record TopicBoundaries(int[] starts, double[] certainties) {
  private static final double SCALE = 4;

  /** How sure it is that the topic {@code index} is one, 0 to 1: as sure as its weaker border. */
  double confidence(int index) {
    double begin = certainties[index];
    double end = index + 1 < certainties.length ? certainties[index + 1] : Double.POSITIVE_INFINITY;
    return 1 / (1 + Math.exp(-Math.min(begin, end) / SCALE));
  }
}
