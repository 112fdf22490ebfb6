package dev.scripttrimmer.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Voice;
import dev.scripttrimmer.domain.speech.Word;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognisedWordsTest {
  private final RecognisedWords words = new RecognisedWords(new TimeSpan(10, 12));

  @Test
  void shiftsWordsToTheirPlaceInTheVideo() {
    assertThat(words.read(result(0.5, 0.75, 0.9, "größe")))
        .containsExactly(new Word("größe", new TimeSpan(10.5, 10.75), 0.9));
  }

  @Test
  void keepsWordsWithinTheChunk() {
    assertThat(words.read(result(-0.1, 2.4, 1.0000001, "long")))
        .containsExactly(new Word("long", new TimeSpan(10, 12), 1));
    assertThat(words.read(result(2.5, 2.6, 0.5, "late")))
        .containsExactly(new Word("late", new TimeSpan(12, 12), 0.5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<unk>", "[unk]", "[noise]", " ", ""})
  void leavesOutWhatIsNoWord(String token) {
    assertThat(words.read(result(0.1, 0.2, 1, token))).isEmpty();
  }

  @Test
  void givesTheFirstWordOfAnUtteranceItsVoice() {
    String two =
        "{\"result\": [{\"conf\": 1, \"end\": 0.1, \"start\": 0, \"word\": \"[noise]\"},"
            + "{\"conf\": 1, \"end\": 0.5, \"start\": 0.2, \"word\": \"good\"},"
            + "{\"conf\": 1, \"end\": 0.9, \"start\": 0.5, \"word\": \"morning\"}],"
            + " \"spk\": [-0.5, 1.25], \"spk_frames\": 90, \"text\": \"good morning\"}";

    assertThat(words.read(two))
        .extracting(Word::voice)
        .containsExactly(Optional.of(new Voice(List.of(-0.5, 1.25))), Optional.empty());
  }

  @Test
  void readsAnEmptyResult() {
    assertThat(words.read("{\"text\": \"\"}")).isEmpty();
  }

  @Test
  void refusesWhatIsNoResult() {
    assertThatThrownBy(() -> words.read("{\"result\": [")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> words.read(null)).isInstanceOf(RuntimeException.class);
  }

  private static String result(double start, double end, double confidence, String word) {
    return "{\"result\": [{\"conf\": %s, \"end\": %s, \"start\": %s, \"word\": \"%s\"}], \"text\": \"\"}"
        .formatted(confidence, end, start, word);
  }
}
