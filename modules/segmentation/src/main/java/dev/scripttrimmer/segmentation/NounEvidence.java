package dev.scripttrimmer.segmentation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges from a word's neighbours throughout the lecture, and from its ending, whether it names a
 * thing. A tagger needs sentences with punctuation and a model; function words need neither.
 */
final class NounEvidence {
  private static final Set<String> BEFORE_NOUN =
      Set.of(
          "a", "an", "the", "this", "these", "those", "my", "your", "our", "its", "their", "his",
          "her", "of", "in", "on", "at", "with", "from", "by", "about", "some", "any", "every",
          "each", "no", "one", "two", "three", "four", "five", "many", "several", "between", "into",
          "for", "under", "through", "called");
  private static final Set<String> BEFORE_VERB =
      Set.of(
          "to", "i", "we", "you", "they", "he", "she", "can", "could", "will", "would", "must",
          "should", "may", "might", "don't", "not", "please", "then", "let's", "us", "who",
          "cannot", "can't", "doesn't", "didn't", "never", "always", "you'll", "we'll", "they'll",
          "i'll");
  private static final Set<String> BEFORE_ADJECTIVE =
      Set.of("is", "are", "was", "were", "be", "very", "so", "too", "quite", "really", "looks");
  private static final Set<String> AFTER_VERB =
      Set.of(
          "the", "a", "an", "it", "them", "this", "these", "those", "your", "my", "our", "their",
          "me", "him", "us", "its", "up", "out", "down", "away", "how", "into", "around");
  private static final Set<String> AFTER_NOUN =
      Set.of(
          "is", "are", "was", "were", "has", "have", "can", "will", "would", "of", "which", "who");
  private static final List<String> NOUN_ENDINGS =
      List.of(
          "tion", "sion", "ment", "ness", "ity", "ism", "ist", "ance", "ence", "ship", "logy",
          "graphy", "ics", "ture");
  private static final List<String> OTHER_ENDINGS =
      List.of("ly", "ed", "ful", "ous", "ive", "able", "ible", "less", "est", "ical", "ern");

  private final Map<String, double[]> evidence = new HashMap<>();

  NounEvidence(LectureText text) {
    for (Line line : text.lines()) {
      List<String> words = line.words().stream().map(word -> word.text()).toList();
      for (int i = 0; i < words.size(); i++) {
        observe(
            words.get(i),
            i == 0 ? "" : words.get(i - 1),
            i + 1 == words.size() ? "" : words.get(i + 1));
      }
    }
  }

  private void observe(String word, String before, String after) {
    double[] counts = evidence.computeIfAbsent(word, NounEvidence::byEnding);
    if (BEFORE_NOUN.contains(before)) {
      counts[0]++;
    }
    if (BEFORE_VERB.contains(before)) {
      counts[1] += 1.5;
    }
    if (BEFORE_ADJECTIVE.contains(before)) {
      counts[1]++;
    }
    if (AFTER_NOUN.contains(after)) {
      counts[0] += 0.5;
    }
    if (AFTER_VERB.contains(after) && !BEFORE_NOUN.contains(before)) {
      counts[1]++;
    }
  }

  private static double[] byEnding(String word) {
    double noun = NOUN_ENDINGS.stream().anyMatch(word::endsWith) ? 2 : 0;
    double other = OTHER_ENDINGS.stream().anyMatch(word::endsWith) ? 2 : 0;
    return new double[] {noun + 0.8, other + 0.8};
  }

  /** How likely {@code word} names a thing, above 0 and below 1. */
  double of(String word) {
    double[] counts = evidence.getOrDefault(word, new double[] {1, 1});
    return counts[0] / (counts[0] + counts[1]);
  }
}
