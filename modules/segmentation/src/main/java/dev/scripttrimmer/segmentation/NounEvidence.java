package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.speech.Word;
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
      List.of("ly", "ed", "ful", "ous", "ive", "able", "ible", "less", "est", "ical", "ern", "ier");

  private static final double NO_EVIDENCE = 0.5;
  private static final double ENDING = 2;

  private final Map<String, Counts> evidence = new HashMap<>();

  NounEvidence(LectureText text, Stemmer stemmer) {
    for (Line line : text.lines()) {
      List<String> words = line.words().stream().map(Word::text).toList();
      for (int i = 0; i < words.size(); i++) {
        String before = i == 0 ? "" : words.get(i - 1);
        String after = i + 1 == words.size() ? "" : words.get(i + 1);
        evidence
            .computeIfAbsent(singular(words.get(i)), NounEvidence::byEnding)
            .observe(before, after, stemmer.isContent(after));
      }
    }
  }

  /** One key for "bone" and "bones": each shows what the other is. */
  private static String singular(String word) {
    return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
        ? word.substring(0, word.length() - 1)
        : word;
  }

  private static Counts byEnding(String word) {
    Counts counts = new Counts();
    if (NOUN_ENDINGS.stream().anyMatch(word::endsWith)) {
      counts.noun += ENDING;
    }
    if (OTHER_ENDINGS.stream().anyMatch(word::endsWith)) {
      counts.adjective += ENDING;
    }
    return counts;
  }

  /** How likely {@code word} names a thing, above 0 and below 1. */
  double noun(String word) {
    Counts counts = evidence.getOrDefault(singular(word), new Counts());
    return counts.noun / (counts.noun + counts.verb + counts.adjective);
  }

  /** How likely {@code word} says what is done, above 0 and below 1. */
  double verb(String word) {
    Counts counts = evidence.getOrDefault(singular(word), new Counts());
    return counts.verb / (counts.noun + counts.verb + counts.adjective);
  }

  private static final class Counts {
    private double noun = NO_EVIDENCE;
    private double verb = NO_EVIDENCE / 2;
    private double adjective = NO_EVIDENCE / 2;

    void observe(String before, String after, boolean contentAfter) {
      boolean nounOrModifier = BEFORE_NOUN.contains(before);
      if (nounOrModifier) {
        // "the cold air": what stands before another content word may be an adjective.
        noun += contentAfter ? 0.4 : 1;
        adjective += contentAfter ? 0.6 : 0;
      }
      if (BEFORE_VERB.contains(before)) {
        verb += 1.5;
      }
      if (BEFORE_ADJECTIVE.contains(before)) {
        adjective++;
      }
      if (AFTER_NOUN.contains(after)) {
        noun += 0.5;
      }
      if (AFTER_VERB.contains(after) && !nounOrModifier) {
        verb++;
      }
    }
  }
}
