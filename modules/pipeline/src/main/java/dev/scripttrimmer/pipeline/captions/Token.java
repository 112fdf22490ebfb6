package dev.scripttrimmer.pipeline.captions;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Utterance;
import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word, or a piece of one that no line could hold, as captions show it.
 *
 * @param text cased; at most {@link Caption#LINE_LENGTH} characters
 * @param first whether a sentence begins with it, as far as pauses tell
 */
record Token(String text, TimeSpan span, boolean first) {
  /** English spells the speaker with a capital, whatever is behind the apostrophe. */
  private static final Set<String> I = Set.of("i", "i'm", "i'll", "i've", "i'd");

  /** Everything of {@code transcript} that lies in {@code window}, timed from its start. */
  static List<Token> of(Transcript transcript, TimeSpan window) {
    boolean english = Locale.forLanguageTag(transcript.language()).getLanguage().equals("en");
    List<Token> tokens = new ArrayList<>();
    for (Utterance utterance : transcript.utterances()) {
      boolean first = true;
      for (Word word : utterance.words()) {
        if (window.contains((word.span().start() + word.span().end()) / 2)) {
          addPieces(cased(word.text(), first, english), within(word.span(), window), first, tokens);
          first = false;
        }
      }
    }
    return tokens;
  }

  int length() {
    return text.codePointCount(0, text.length());
  }

  private static TimeSpan within(TimeSpan span, TimeSpan window) {
    return new TimeSpan(
        Math.max(span.start(), window.start()) - window.start(),
        Math.min(span.end(), window.end()) - window.start());
  }

  private static String cased(String word, boolean first, boolean english) {
    if (!first && !(english && I.contains(word))) {
      return word;
    }
    int initial = word.codePointAt(0);
    return Character.toString(Character.toTitleCase(initial))
        + word.substring(Character.charCount(initial));
  }

  private static void addPieces(String text, TimeSpan span, boolean first, List<Token> tokens) {
    int length = text.codePointCount(0, text.length());
    for (int from = 0; from < length; from += Caption.LINE_LENGTH) {
      int to = Math.min(length, from + Caption.LINE_LENGTH);
      String piece =
          text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
      TimeSpan part =
          new TimeSpan(
              span.start() + span.length() * from / length,
              span.start() + span.length() * to / length);
      tokens.add(new Token(piece, part, first && from == 0));
    }
  }
}
