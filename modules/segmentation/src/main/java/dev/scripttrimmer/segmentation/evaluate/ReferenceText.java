package dev.scripttrimmer.segmentation.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A text whose topics are known.
 *
 * @param sentences in order, each with at least one word
 * @param borders the indexes of the sentences that begin a topic; never 0
 */
public record ReferenceText(List<String> sentences, BitSet borders) {
  /** What parts two topics in the usual format: ten equals signs or more on a line. */
  private static final String BORDER = "={10,}.*";

  public ReferenceText {
    sentences = List.copyOf(sentences);
    borders = (BitSet) borders.clone();
  }

  /**
   * Reads the usual format: one sentence a line, a line of ten equals signs between two topics,
   * optionally also before the first and after the last.
   */
  public static ReferenceText parse(String text) {
    List<String> sentences = new ArrayList<>();
    BitSet borders = new BitSet();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.matches(BORDER)) {
        borders.set(sentences.size());
      } else if (!SpokenText.words(line).isEmpty()) {
        sentences.add(line);
      }
    }
    borders.clear(0);
    borders.clear(sentences.size());
    return new ReferenceText(sentences, borders);
  }

  @Override
  public BitSet borders() {
    return (BitSet) borders.clone();
  }

  public int topics() {
    return borders.cardinality() + 1;
  }

  /** Half the mean length of a topic in sentences, at least 1: how far the usual metrics look. */
  public int halfMeanLength() {
    return (int) Math.max(1, Math.round(sentences.size() / (2.0 * topics())));
  }
}
