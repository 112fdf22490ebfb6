package dev.scripttrimmer.vosk;

import java.util.List;

/** Word error rate: words substituted, lost and invented, as a fraction of what was said. */
final class WordErrors {
  private WordErrors() {}

  /** Levenshtein distance in words, divided by the length of {@code said}. */
  static double rate(List<String> said, List<String> heard) {
    int[] previous = new int[heard.size() + 1];
    for (int j = 0; j <= heard.size(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= said.size(); i++) {
      int[] current = new int[heard.size() + 1];
      current[0] = i;
      for (int j = 1; j <= heard.size(); j++) {
        int substitution = previous[j - 1] + (said.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return (double) previous[heard.size()] / said.size();
  }
}
