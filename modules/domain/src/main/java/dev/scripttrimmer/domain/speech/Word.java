package dev.scripttrimmer.domain.speech;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.Optional;

/**
 * One recognised word.
 *
 * @param text as the recogniser spells it: lower case, no punctuation; not blank
 * @param span when it is said
 * @param confidence 0 to 1
 * @param voice of the stretch of speech that this word begins; empty without a speaker model, and
 *     within a stretch
 */
public record Word(String text, TimeSpan span, double confidence, Optional<Voice> voice) {
  public Word {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a word has letters");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("a confidence lies between 0 and 1");
    }
  }

  /** A word whose speaker nobody listened for. */
  public Word(String text, TimeSpan span, double confidence) {
    this(text, span, confidence, Optional.empty());
  }

  /** The same word without the voice, which is nobody's business but this program's. */
  public Word withoutVoice() {
    return voice.isEmpty() ? this : new Word(text, span, confidence);
  }

  /** The same word, {@code seconds} later. */
  public Word shift(double seconds) {
    return new Word(text, span.shift(seconds), confidence, voice);
  }
}
