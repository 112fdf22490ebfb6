package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCuesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "okay so now let us turn to the water cycle",
        "let's move on to the second law",
        "in the second part we look at the sky",
        "the next topic is friction",
        "which brings us to storms",
        "moving on to the harvest",
        "so um another important topic is salt",
        "now i would like to talk about the heart"
      })
  void hearsATopicBegin(String opening) {
    assertThat(TopicCues.opens(opening)).isGreaterThanOrEqualTo(2.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "turn the bicycle upside down",
        "the part of the frame that we moved",
        "people talk about the weather all the time",
        "the moon goes around the earth"
      })
  void hearsNoTopicBeginInPlainLecture(String opening) {
    assertThat(TopicCues.opens(opening)).isZero();
  }

  @Test
  void thinksLessOfALookAtSomething() {
    assertThat(TopicCues.opens("now let us look at the chain"))
        .isLessThan(TopicCues.opens("now let us turn to the chain"));
  }

  @Test
  void hearsATopicEnd() {
    assertThat(TopicCues.closes("and that's all about clouds")).isPositive();
    assertThat(TopicCues.closes("clouds are made of water")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "welcome to the first part of this workshop, 0",
    "in the second part we leave the kitchen, 1",
    "the third chapter is short, 2",
  })
  void readsThePlaceInTheOutline(String opening, int place) {
    assertThat(TopicCues.placeInOutline(opening)).hasValue(place);
  }

  @Test
  void putsTheLastPartBehindAllOthers() {
    int last = TopicCues.placeInOutline("in the last part of this lecture").orElseThrow();

    assertThat(last).isGreaterThan(TopicCues.placeInOutline("the seventh topic").orElseThrow());
    assertThat(TopicCues.placeInOutline("the second law")).isEmpty();
  }
}
