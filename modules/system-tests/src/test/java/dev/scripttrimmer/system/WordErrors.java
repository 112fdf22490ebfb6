package dev.scripttrimmer.system;

import java.util.List;

/** Word error rate: the least number of insertions, deletions and replacements, by Levenshtein. */
final class WordErrors {
  private WordErrors() {}

  /**
   * @param said not empty
   * @return errors per word said, 0 or more
   */
  static double rate(List<String> said, List<String> heard) {
    int[] row = new int[heard.size() + 1];
    for (int j = 0; j <= heard.size(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= said.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= heard.size(); j++) {
        int replaced = diagonal + (said.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return (double) row[heard.size()] / said.size();
  }
}
