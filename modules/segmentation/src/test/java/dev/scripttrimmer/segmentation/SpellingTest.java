package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "bake, baking",
    "repair, repairing",
    "cut, cutting",
    "see, seeing",
    "tie, tying",
    "read, reading",
    "open, opening",
    "make, making",
    "dye, dyeing"
  })
  void namesWhatAVerbDoes(String verb, String gerund) {
    assertThat(Gerund.of(verb)).isEqualTo(gerund);
  }

  @Test
  void spellsTitles() {
    assertThat(TitleCase.of(List.of("the", "theory", "of", "the", "firm")))
        .isEqualTo("The Theory of the Firm");
    assertThat(TitleCase.of(List.of("élan", "vital"))).isEqualTo("Élan Vital");
  }

  @ParameterizedTest
  @CsvSource({
    "planets, planet",
    "planet's, planet",
    "the, ''",
    "we're, ''",
    "um, ''",
    "[unk], ''",
    "x, ''",
    "seventeen, ''",
    "42, ''"
  })
  void reducesWordsToWhatTheySayOfATopic(String word, String stem) {
    try (Stemmer stemmer = new Stemmer("en-us")) {
      assertThat(stemmer.stem(word)).isEqualTo(stem);
    }
  }

  @Test
  void leavesWordsOfAnUnknownLanguageWhole() {
    try (Stemmer stemmer = new Stemmer("xx")) {
      assertThat(stemmer.stem("Planeten")).isEqualTo("planeten");
    }
  }
}
