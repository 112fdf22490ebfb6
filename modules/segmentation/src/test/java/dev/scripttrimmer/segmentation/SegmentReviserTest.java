package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.segment.Segmentation;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.segmentation.SegmentReviser.Proposal;
import dev.scripttrimmer.segmentation.evaluate.ReferenceText;
import dev.scripttrimmer.segmentation.evaluate.SpokenText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentReviserTest {
  private static final double LONG = 1e6;
  private final Transcript talks =
      SpokenText.read(
          ReferenceText.parse(Transcripts.text("lectures/tuned/three-talks.txt")).sentences());
  private final Segmentation found =
      new LectureSegmenter(SegmentationConfig.DEFAULTS).segment(talks, VideoType.LIVE, LONG);

  @Test
  void renamesTopics() {
    Segmentation revised =
        revised(
            new Proposal(0, "Bread"),
            new Proposal(start(1), "Stars"),
            new Proposal(start(2), "Bikes"));

    assertThat(revised.topics())
        .extracting(Segment::title)
        .containsExactly("Bread", "Stars", "Bikes");
    assertThat(revised.topics())
        .extracting(Segment::span)
        .isEqualTo(found.topics().stream().map(Segment::span).toList());
    assertThat(revised.topics()).extracting(Segment::method).containsOnly("lexical-dp, revised");
    SegmentationContract.verify(revised, talks, LONG);
  }

  @Test
  void mergesTopicsAndSnapsTheirBordersToAnUtterance() {
    Segmentation revised =
        revised(new Proposal(0, "Bread"), new Proposal(start(1) + 1.5, "The Rest"));

    assertThat(revised.topics()).hasSize(2);
    assertThat(revised.topics().get(1).span().start()).isEqualTo(start(1));
    assertThat(revised.interactions()).hasSameSizeAs(found.interactions());
    SegmentationContract.verify(revised, talks, LONG);
  }

  @Test
  void goesWithoutAnAnswer() {
    assertThat(segment((transcript, topics) -> Optional.empty())).isEqualTo(found);
  }

  static Stream<List<Proposal>> nonsense() {
    return Stream.of(
        List.of(),
        List.of(new Proposal(0, "")),
        List.of(new Proposal(0, " \t ")),
        List.of(new Proposal(0, null)),
        List.of(new Proposal(0, "x".repeat(81))),
        List.of(new Proposal(0, "Two\nLines")),
        List.of(new Proposal(0, "---")),
        List.of(new Proposal(0, "Same"), new Proposal(100, "same")),
        List.of(new Proposal(0, "Late"), new Proposal(9000, "Later")),
        List.of(new Proposal(0, "A"), new Proposal(Double.NaN, "B")),
        List.of(new Proposal(0, "A"), new Proposal(200, "B"), new Proposal(100, "C")),
        List.of(new Proposal(0, "Too Short"), new Proposal(5, "Rest")));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void keepsWhatWasFoundWhenTheAnswerIsOutOfBounds(List<Proposal> proposals) {
    assertThat(segment((transcript, topics) -> Optional.of(proposals))).isEqualTo(found);
  }

  private double start(int topic) {
    return found.topics().get(topic).span().start();
  }

  private Segmentation revised(Proposal... proposals) {
    return segment((transcript, topics) -> Optional.of(Arrays.asList(proposals)));
  }

  private Segmentation segment(SegmentReviser reviser) {
    return new LectureSegmenter(SegmentationConfig.DEFAULTS, reviser)
        .segment(talks, VideoType.LIVE, LONG);
  }
}
