package dev.scripttrimmer.segmentation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluateTest {
  @Test
  void textTilingFindsWhereTheWordsChange() {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sentences.add(
          i < 30
              ? "the river carries sand and gravel down to the harbor"
              : "a violin string shakes and fills the wooden body");
    }
    BitSet border = new BitSet();
    border.set(30);

    BitSet found = new TextTiling().find(new ReferenceText(sentences, border));

    assertThat(found.cardinality()).isBetween(1, 3);
    assertThat(found.stream()).anyMatch(sentence -> Math.abs(sentence - 30) <= 1);
  }

  @Test
  void textTilingFindsNothingInAFewWords() {
    assertThat(
            new TextTiling().find(ReferenceText.parse("one line\n==========\nanother")).isEmpty())
        .isTrue();
  }

  @Test
  void choiTextsAreTenTopicsOfThreeToElevenSentencesAndTheSameEachTime() {
    List<ReferenceText> sources = new ArrayList<>();
    for (int topic = 0; topic < 12; topic++) {
      sources.add(ReferenceText.parse(("words of topic " + topic + "\n").repeat(20)));
    }

    List<ReferenceText> texts = ChoiTexts.make(sources, 20, 1);

    assertThat(texts).hasSize(20).isEqualTo(ChoiTexts.make(sources, 20, 1));
    assertThat(texts).allMatch(text -> text.topics() == 10);
    assertThat(texts).allMatch(t -> t.sentences().size() >= 30 && t.sentences().size() <= 110);
    assertThat(texts).isNotEqualTo(ChoiTexts.make(sources, 20, 2));
  }

  @Test
  void choiTextsNeedTenTopics() {
    List<ReferenceText> one = List.of(ReferenceText.parse("alone"));

    assertThatThrownBy(() -> ChoiTexts.make(one, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsFoundInteractions() {
    InteractionReference lecture =
        InteractionReference.parse(
            "lecture 0.0 water is wet\naddress 1.0 is it not\nquestion 2.0 it is\nlecture 0.5 so");
    InteractionFinder lastTwo =
        l ->
            l.covered(
                List.of(new TimeSpan(l.transcript().utterances().get(2).span().start(), 1e6)));

    InteractionAccuracy accuracy = InteractionAccuracy.of(lastTwo, List.of(lecture));

    assertThat(accuracy.precision()).isEqualTo(0.5);
    assertThat(accuracy.recall()).isEqualTo(0.5);
    assertThat(accuracy.f1()).isCloseTo(0.5, within(1e-12));
    assertThat(InteractionFinder.openers().find(lecture).stream()).containsExactly(1);
  }

  @Test
  void refusesALineWithoutItsFields() {
    assertThatThrownBy(() -> InteractionReference.parse("lecture hello"))
        .hasMessageContaining("lecture hello");
  }
}
