package dev.scripttrimmer.segmentation.evaluate;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Utterance;
import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns written sentences into what a recogniser would hand over had they been read out: lower
 * case, no punctuation, an even pace, the same pause after every sentence. Pauses therefore tell
 * nothing, and a measurement rests on the words alone.
 */
public final class SpokenText {
  static final String MODEL = "read out";

  private static final double PAUSE = 0.6;
  private static final double SECONDS_PER_LETTER = 0.05;
  private static final double SECONDS_PER_WORD = 0.12;

  private SpokenText() {}

  /**
   * @param sentences those without any word are left out
   * @return one utterance per sentence, whatever its length
   */
  public static Transcript read(List<String> sentences) {
    List<Utterance> utterances = new ArrayList<>();
    double now = 0;
    for (String sentence : sentences) {
      if (!words(sentence).isEmpty()) {
        Utterance utterance = utterance(sentence, now);
        utterances.add(utterance);
        now = utterance.span().end() + PAUSE;
      }
    }
    return new Transcript(utterances, "en", MODEL);
  }

  /**
   * @param sentence with at least one word
   * @param start seconds
   */
  static Utterance utterance(String sentence, double start) {
    List<Word> words = new ArrayList<>();
    double now = start;
    for (String word : words(sentence)) {
      double end = now + SECONDS_PER_WORD + SECONDS_PER_LETTER * word.length();
      words.add(new Word(word, new TimeSpan(now, end), 1));
      now = end;
    }
    return new Utterance(words);
  }

  static List<String> words(String sentence) {
    String plain =
        sentence
            .toLowerCase(Locale.ROOT)
            .replace('\u2019', '\'')
            // Some corpora part what is one word: "let 's".
            .replaceAll("(?<=\\p{L}) '(?=(?:s|t|re|ll|ve|d|m)\\b)", "'")
            .replaceAll("[^\\p{L}\\p{N}']+", " ");
    List<String> words = new ArrayList<>();
    for (String word : plain.split(" ")) {
      String bare = word.replaceAll("^'+|'+$", "");
      if (!bare.isEmpty()) {
        words.add(bare);
      }
    }
    return words;
  }
}
