package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.segmentation.evaluate.SpokenText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicMeaningTest {
  private static final List<String> POLITICS =
      List.of(
          "the election of a president and his senators",
          "citizens vote for their party and its candidate",
          "a government with ministers and a parliament");
  private static final List<String> MEDICINE =
      List.of(
          "the nurse treats the patient in her hospital",
          "doctors prescribe a medicine against the disease",
          "the fever and the other symptoms of an infection");

  @Test
  void aTopicIsMoreProbableThanTwoThatShareNoWord() {
    assertThat(logOdds(0, 3)).isPositive();
    assertThat(logOdds(3, 6)).isPositive();
    assertThat(logOdds(0, 3) + logOdds(3, 6)).isGreaterThan(logOdds(0, 6));
  }

  @Test
  void wordsUnknownSayNothing() {
    LectureText text = text(List.of("grumbix plonquer", "zwiddle"));
    TopicMeaning meaning = new TopicMeaning(text, WordVectors.english());
    add(meaning, text, 0, 2);

    assertThat(meaning.logOdds()).isZero();
  }

  @Test
  void everyTopicBeginsAnew() {
    LectureText text = text(POLITICS);
    TopicMeaning meaning = new TopicMeaning(text, WordVectors.english());
    add(meaning, text, 0, 2);

    meaning.clear();

    assertThat(meaning.logOdds()).isZero();
  }

  @Test
  void vectorsTellWhatIsRelated() {
    double[] election = WordVectors.english().of("elect").orElseThrow();

    assertThat(product(election, WordVectors.english().of("vote").orElseThrow()))
        .isGreaterThan(0.6);
    assertThat(product(election, WordVectors.english().of("river").orElseThrow())).isLessThan(0.3);
    assertThat(product(election, election)).isBetween(0.95, 1.05);
  }

  @Test
  void aLanguageWithoutVectorsHasNoMeaning() {
    LectureText text = text(POLITICS);
    TopicMeaning meaning = new TopicMeaning(text, WordVectors.none());
    add(meaning, text, 0, 3);

    assertThat(meaning.logOdds()).isZero();
  }

  private static double logOdds(int from, int to) {
    LectureText text = text(Stream.concat(POLITICS.stream(), MEDICINE.stream()).toList());
    TopicMeaning meaning = new TopicMeaning(text, WordVectors.english());
    add(meaning, text, from, to);
    return meaning.logOdds();
  }

  private static void add(TopicMeaning meaning, LectureText text, int from, int to) {
    for (Line line : text.lines().subList(from, to)) {
      for (int term : line.terms()) {
        meaning.add(term);
      }
    }
  }

  private static LectureText text(List<String> sentences) {
    try (Stemmer stemmer = new Stemmer("en")) {
      return LectureText.of(SpokenText.read(sentences), stemmer, Double.MAX_VALUE);
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
