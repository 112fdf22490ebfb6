package dev.scripttrimmer.domain.speech;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words said in one breath: between two pauses.
 *
 * @param words in order of time, at least one
 */
public record Utterance(List<Word> words) {
  public Utterance {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("an utterance has words");
    }
  }

  /** From the first word's start to the last word's end. */
  public TimeSpan span() {
    return new TimeSpan(words.get(0).span().start(), words.get(words.size() - 1).span().end());
  }

  /** The words with single spaces between them. */
  public String text() {
    return words.stream().map(Word::text).collect(Collectors.joining(" "));
  }
}
