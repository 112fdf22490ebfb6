package dev.scripttrimmer.domain.speech;

import dev.scripttrimmer.domain.TimeSpan;

/**
 * One recognised word.
 *
 * @param text as the recogniser spells it: lower case, no punctuation; not blank
 * @param span when it is said
 * @param confidence 0 to 1
 */
public record Word(String text, TimeSpan span, double confidence) {
  public Word {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a word has letters");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("a confidence lies between 0 and 1");
    }
  }

  /** The same word, {@code seconds} later. */
  public Word shift(double seconds) {
    return new Word(text, span.shift(seconds), confidence);
  }
}
