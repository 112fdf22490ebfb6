package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Word;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One utterance as the algorithms see it.
 *
 * @param words at least one
 * @param pauseBefore silence before the first word, in seconds, 0 or more; 0 for the first line
 * @param terms numbers of the stems that carry a topic, each once
 */
record Line(List<Word> words, TimeSpan span, double pauseBefore, int[] terms) {
  boolean says(int term) {
    return Arrays.stream(terms).anyMatch(t -> t == term);
  }

  String text() {
    return words.stream().map(Word::text).collect(Collectors.joining(" "));
  }
}
