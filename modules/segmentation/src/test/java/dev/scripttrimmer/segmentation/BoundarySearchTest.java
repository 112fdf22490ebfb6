package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.segmentation.evaluate.ReferenceText;
import dev.scripttrimmer.segmentation.evaluate.SpokenText;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundarySearchTest {
  private static final int LINES = 12;

  private final SegmentScores scores = scores();

  @Test
  void findsWhatTryingEverySegmentationFinds() {
    int[] starts = BoundarySearch.best(scores);

    assertThat(total(starts)).isEqualTo(bestOfAll(-1));
  }

  @Test
  void findsTheBestOfEachCount() {
    for (int count = 1; count <= LINES; count++) {
      int[] starts = BoundarySearch.best(scores, count);

      assertThat(starts).hasSize(count).startsWith(0).isSorted();
      assertThat(total(starts)).isEqualTo(bestOfAll(count));
    }
  }

  private double bestOfAll(int count) {
    double best = Double.NEGATIVE_INFINITY;
    for (int borders = 0; borders < 1 << (LINES - 1); borders++) {
      if (count < 0 || Integer.bitCount(borders) + 1 == count) {
        best = Math.max(best, total(starts(borders)));
      }
    }
    return best;
  }

  private static int[] starts(int borders) {
    return IntStream.range(0, LINES)
        .filter(line -> line == 0 || (borders >> (line - 1) & 1) == 1)
        .toArray();
  }

  private double total(int[] starts) {
    double total = 0;
    for (int i = 0; i < starts.length; i++) {
      int end = i + 1 < starts.length ? starts[i + 1] : LINES;
      total += scores.score(end - 1, end - starts[i]);
    }
    return total;
  }

  private static SegmentScores scores() {
    List<String> sentences =
        ReferenceText.parse(Transcripts.text("lectures/tuned/statistics.txt"))
            .sentences()
            .subList(4, 4 + LINES);
    Transcript transcript = SpokenText.read(sentences);
    SegmentationConfig config =
        SegmentationConfig.DEFAULTS.withTopicLengths(Duration.ZERO, Duration.ofHours(1));
    try (Stemmer stemmer = new Stemmer("en")) {
      LectureText text = LectureText.of(transcript, stemmer, 1e6);
      return new SegmentScores(
          text,
          new TopicLengths(text.length(), text.size(), config),
          new double[LINES],
          WordVectors.english());
    }
  }
}
