package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.segmentation.evaluate.Accuracy;
import dev.scripttrimmer.segmentation.evaluate.ChoiTexts;
import dev.scripttrimmer.segmentation.evaluate.InteractionAccuracy;
import dev.scripttrimmer.segmentation.evaluate.InteractionFinder;
import dev.scripttrimmer.segmentation.evaluate.InteractionReference;
import dev.scripttrimmer.segmentation.evaluate.NameAccuracy;
import dev.scripttrimmer.segmentation.evaluate.NamedText;
import dev.scripttrimmer.segmentation.evaluate.ReferenceText;
import dev.scripttrimmer.segmentation.evaluate.TextTiling;
import dev.scripttrimmer.segmentation.evaluate.TopicFinder;
import dev.scripttrimmer.segmentation.evaluate.TopicNamer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keeps the accuracy that was reached. The held-out halves took no part in choosing cues; weights
 * were chosen on public transcripts, and looked at on both halves.
 */
class AccuracyTest {
  private static final TopicFinder OURS =
      TopicFinder.of(new LectureSegmenter(SegmentationConfig.DEFAULTS));

  @ParameterizedTest
  @CsvSource({"tuned, 0.12", "held-out, 0.12"})
  void findsTheTopicsOfLectures(String half, double worst) {
    assertThat(Accuracy.of(OURS, lectures(half)).pk()).isLessThan(worst);
  }

  @ParameterizedTest
  @CsvSource({"tuned, 0.12", "held-out, 0.13"})
  void findsTopicsThatHaveNothingInCommon(String half, double worst) {
    List<ReferenceText> texts = ChoiTexts.make(lectures(half), 50, 2000);
    SegmentationConfig anyLength =
        SegmentationConfig.DEFAULTS.withTopicLengths(Duration.ZERO, Duration.ofHours(1));

    Accuracy found = Accuracy.of(TopicFinder.of(new LectureSegmenter(anyLength)), texts);

    assertThat(found.pk()).isLessThan(worst);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tuned", "held-out"})
  void beatsTheBaselines(String half) {
    List<ReferenceText> texts = lectures(half);
    double ours = Accuracy.of(OURS, texts).windowDiff();

    assertThat(ours).isLessThan(Accuracy.of(TopicFinder.none(), texts).windowDiff());
    assertThat(ours).isLessThan(Accuracy.of(TopicFinder.even(), texts).windowDiff());
    assertThat(ours).isLessThan(Accuracy.of(new TextTiling(), texts).windowDiff());
  }

  @ParameterizedTest
  @CsvSource({"tuned, 0.78", "held-out, 0.75"})
  void findsInteractions(String half, double worst) {
    List<InteractionReference> lectures =
        Transcripts.texts("interactions/" + half).stream()
            .map(InteractionReference::parse)
            .toList();

    InteractionAccuracy ours =
        InteractionAccuracy.of(
            InteractionFinder.of(new LectureSegmenter(SegmentationConfig.DEFAULTS)), lectures);

    assertThat(ours.f1()).isGreaterThan(worst);
    assertThat(ours.f1())
        .isGreaterThan(InteractionAccuracy.of(InteractionFinder.openers(), lectures).f1());
  }

  @ParameterizedTest
  @CsvSource({"tuned, 0.9, 0.8", "held-out, 0.8, 0.65"})
  void namesTopicsAfterWhatTheyAreAbout(String half, double worstTitles, double worstKeywords) {
    List<NamedText> texts =
        Transcripts.texts("lectures/" + half).stream().map(NamedText::parse).toList();

    NameAccuracy ours =
        NameAccuracy.of(TopicNamer.of(new LectureSegmenter(SegmentationConfig.DEFAULTS)), texts);

    NameAccuracy frequent = NameAccuracy.of(TopicNamer.frequentWords(), texts);
    assertThat(ours.titles()).isGreaterThan(worstTitles).isGreaterThan(frequent.titles());
    assertThat(ours.keywords()).isGreaterThan(worstKeywords).isGreaterThan(frequent.keywords());
  }

  private static List<ReferenceText> lectures(String half) {
    return Transcripts.texts("lectures/" + half).stream().map(ReferenceText::parse).toList();
  }
}
