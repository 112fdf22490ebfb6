package dev.scripttrimmer.domain.speech;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that was understood of a video.
 *
 * @param utterances in order of time; empty when nothing was understood
 * @param language BCP 47 tag of the model, such as {@code en}
 * @param model the recogniser's model by name
 */
public record Transcript(List<Utterance> utterances, String language, String model) {
  /** A silence from which on the next word begins a new utterance, in seconds. */
  public static final double UTTERANCE_PAUSE = 0.3;

  private static final int MAX_UTTERANCE_WORDS = 60;

  public Transcript {
    utterances = List.copyOf(utterances);
  }

  /** Groups {@code words}, in order of time, into utterances at their pauses. */
  public static Transcript ofWords(List<Word> words, String language, String model) {
    List<Utterance> utterances = new ArrayList<>();
    List<Word> current = new ArrayList<>();
    for (Word word : words) {
      if (!current.isEmpty() && endsUtterance(current, word)) {
        utterances.add(new Utterance(current));
        current.clear();
      }
      current.add(word);
    }
    if (!current.isEmpty()) {
      utterances.add(new Utterance(current));
    }
    return new Transcript(utterances, language, model);
  }

  private static boolean endsUtterance(List<Word> current, Word next) {
    double pause = next.span().start() - current.get(current.size() - 1).span().end();
    return pause >= UTTERANCE_PAUSE || current.size() >= MAX_UTTERANCE_WORDS;
  }

  /** The same for others: what was said, and not how its speakers can be told. */
  public Transcript withoutVoices() {
    List<Utterance> anonymous =
        utterances.stream()
            .map(u -> new Utterance(u.words().stream().map(Word::withoutVoice).toList()))
            .toList();
    return new Transcript(anonymous, language, model);
  }

  public List<Word> words() {
    return utterances.stream().flatMap(u -> u.words().stream()).toList();
  }
}
