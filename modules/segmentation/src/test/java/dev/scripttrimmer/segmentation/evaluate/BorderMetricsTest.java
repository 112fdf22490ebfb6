package dev.scripttrimmer.segmentation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class BorderMetricsTest {
  /** Eight sentences, two topics of four: looked at in windows of two. */
  private final ReferenceText text =
      ReferenceText.parse("a\nb\nc\nd\n==========\ne\nf\ng\nh\n==========\n");

  @Test
  void readsTheUsualFormat() {
    assertThat(text.sentences()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
    assertThat(text.topics()).isEqualTo(2);
    assertThat(text.halfMeanLength()).isEqualTo(2);
    assertThat(ReferenceText.parse("==========\n" + "x\n\n  \n==========").topics()).isEqualTo(1);
  }

  @Test
  void findsNoFaultWithTheTruth() {
    assertThat(BorderMetrics.pk(text, borders(4))).isZero();
    assertThat(BorderMetrics.windowDiff(text, borders(4))).isZero();
  }

  @Test
  void countsTheWindowsThatMissABorder() {
    assertThat(BorderMetrics.pk(text, borders())).isCloseTo(2.0 / 6, within(1e-12));
    assertThat(BorderMetrics.windowDiff(text, borders())).isCloseTo(2.0 / 6, within(1e-12));
  }

  @Test
  void punishesANearMissLess() {
    assertThat(BorderMetrics.pk(text, borders(5))).isCloseTo(2.0 / 6, within(1e-12));
    assertThat(BorderMetrics.pk(text, borders(7))).isCloseTo(3.0 / 6, within(1e-12));
  }

  @Test
  void onlyWindowDiffSeesABorderTooMuchBesideARealOne() {
    assertThat(BorderMetrics.pk(text, borders(4, 5))).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(BorderMetrics.windowDiff(text, borders(4, 5))).isCloseTo(2.0 / 6, within(1e-12));
  }

  private static BitSet borders(int... sentences) {
    BitSet borders = new BitSet();
    for (int sentence : sentences) {
      borders.set(sentence);
    }
    return borders;
  }
}
