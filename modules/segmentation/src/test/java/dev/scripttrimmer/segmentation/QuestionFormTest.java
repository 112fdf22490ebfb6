package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionFormTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "what is the difference between the two",
        "okay so what's the largest one",
        "is is that the same as before",
        "shall i shall i just begin",
        "why wouldn't you measure it twice",
        "isn't that what the others did",
        "on which day did it rain",
        "how many samples",
        "you mean the second column",
        "i mean does it always converge",
        "we are finished by then aren't we",
        "and it stays at zero for all of them right",
        "i wonder whether anybody tried"
      })
  void thisAsks(String words) {
    assertThat(QuestionForm.isIn(words)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "which is why we divide by two",
        "what i did was to measure it twice",
        "what happened next surprised everybody",
        "right",
        "when you add the two you get seven",
        "should be about the same",
        "do this for each of the rows",
        "that is how the valve opens",
        "the second column holds the averages"
      })
  void thisTells(String words) {
    assertThat(QuestionForm.isIn(words)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"is is that so", "is that is that so", "is that so"})
  void secondBeginningsReplaceTheFirst(String words) {
    assertThat(QuestionForm.withoutRepairs(words)).isEqualTo("is that so");
  }
}
