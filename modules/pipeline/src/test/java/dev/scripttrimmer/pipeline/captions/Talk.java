package dev.scripttrimmer.pipeline.captions;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.List;

/** A transcript in the making. */
final class Talk {
  private final List<Word> words = new ArrayList<>();
  private double now;

  /** Says words at an even pace, without pauses. */
  Talk say(String text, double secondsPerWord) {
    for (String word : text.split(" ")) {
      words.add(new Word(word, new TimeSpan(now, now + secondsPerWord), 1));
      now += secondsPerWord;
    }
    return this;
  }

  Talk say(String text) {
    return say(text, 0.35);
  }

  Talk pause(double seconds) {
    now += seconds;
    return this;
  }

  double seconds() {
    return now;
  }

  Transcript transcript(String language) {
    return Transcript.ofWords(words, language, "test");
  }

  Transcript transcript() {
    return transcript("en");
  }
}
