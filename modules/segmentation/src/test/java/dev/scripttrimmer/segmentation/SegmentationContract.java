package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Utterance;
import java.util.List;
import java.util.stream.Stream;

/** What {@link Segmentation} promises of any transcript. */
final class SegmentationContract {
  private static final double EXACT = 1e-9;

  private SegmentationContract() {}

  static void verify(Segmentation segmentation, Transcript transcript, double duration) {
    List<Utterance> heard =
        transcript.utterances().stream().filter(u -> u.span().start() < duration).toList();
    List<Segment> topics = segmentation.topics();
    if (heard.isEmpty()) {
      assertThat(topics).isEmpty();
      assertThat(segmentation.interactions()).isEmpty();
      return;
    }
    assertThat(topics.get(0).span().start()).isEqualTo(heard.get(0).span().start());
    double lastWord = Math.min(duration, heard.get(heard.size() - 1).span().end());
    assertThat(topics.get(topics.size() - 1).span().end()).isLessThanOrEqualTo(lastWord);
    for (int i = 1; i < topics.size(); i++) {
      double border = topics.get(i).span().start();
      assertThat(border).isEqualTo(topics.get(i - 1).span().end());
      assertThat(heard).as("cut at %s", border).noneMatch(u -> cuts(u, border));
    }
    List<Segment> interactions = segmentation.interactions();
    for (int i = 0; i < interactions.size(); i++) {
      Segment interaction = interactions.get(i);
      assertThat(topics)
          .as("%s lies in one topic", interaction)
          .anyMatch(
              topic ->
                  topic.span().start() <= interaction.span().start() + EXACT
                      && interaction.span().end() <= topic.span().end() + EXACT);
      assertThat(interaction.span().length()).isPositive();
      if (i > 0) {
        assertThat(interaction.span().start())
            .isGreaterThanOrEqualTo(interactions.get(i - 1).span().end());
      }
    }
    verifyNumbers(topics);
    verifyNumbers(interactions);
    assertThat(Stream.concat(topics.stream(), interactions.stream()).map(Segment::title))
        .doesNotHaveDuplicates();
  }

  private static boolean cuts(Utterance utterance, double border) {
    return utterance.span().start() + EXACT < border && border < utterance.span().end() - EXACT;
  }

  private static void verifyNumbers(List<Segment> segments) {
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      assertThat(segment.index()).isEqualTo(i);
      assertThat(segment.confidence()).isBetween(0.0, 1.0);
      assertThat(segment.keywords()).hasSizeLessThanOrEqualTo(3).doesNotHaveDuplicates();
    }
  }
}
