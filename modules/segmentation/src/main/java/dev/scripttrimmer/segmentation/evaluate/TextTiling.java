package dev.scripttrimmer.segmentation.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.tartarus.snowball.ext.PorterStemmer;

/**
 * The classic to compare with: Hearst, "TextTiling: segmenting text into multi-paragraph subtopic
 * passages" (Computational Linguistics 1997), block comparison with the paper's parameters.
 */
public final class TextTiling implements TopicFinder {
  private static final int SEQUENCE_WORDS = 20;
  private static final int BLOCK_SEQUENCES = 10;
  private static final int SMOOTHING_WIDTH = 1;

  @Override
  public BitSet find(ReferenceText text) {
    List<String> words = new ArrayList<>();
    List<Integer> firstWords = new ArrayList<>();
    for (String sentence : text.sentences()) {
      firstWords.add(words.size());
      words.addAll(SpokenText.words(sentence));
    }
    List<Map<String, Integer>> sequences = sequences(words);
    BitSet borders = new BitSet();
    if (sequences.size() < 3) {
      return borders;
    }
    double[] depths = depths(smoothed(similarities(sequences)));
    double mean = Arrays.stream(depths).average().orElse(0);
    double variance = Arrays.stream(depths).map(d -> (d - mean) * (d - mean)).average().orElse(0);
    double cutoff = mean - Math.sqrt(variance) / 2;
    for (int gap = 0; gap < depths.length; gap++) {
      if (depths[gap] > cutoff && isPeak(depths, gap)) {
        borders.set(nearest(firstWords, (gap + 1) * SEQUENCE_WORDS));
      }
    }
    borders.clear(0);
    return borders;
  }

  private static List<Map<String, Integer>> sequences(List<String> words) {
    CharArraySet stopWords = EnglishAnalyzer.getDefaultStopSet();
    PorterStemmer stemmer = new PorterStemmer();
    List<Map<String, Integer>> sequences = new ArrayList<>();
    for (int from = 0; from < words.size(); from += SEQUENCE_WORDS) {
      Map<String, Integer> counts = new HashMap<>();
      for (String word : words.subList(from, Math.min(words.size(), from + SEQUENCE_WORDS))) {
        if (!stopWords.contains(word)) {
          stemmer.setCurrent(word);
          stemmer.stem();
          counts.merge(stemmer.getCurrent(), 1, Integer::sum);
        }
      }
      sequences.add(counts);
    }
    return sequences;
  }

  private static double[] similarities(List<Map<String, Integer>> sequences) {
    double[] similarities = new double[sequences.size() - 1];
    for (int gap = 0; gap < similarities.length; gap++) {
      int size = Math.min(BLOCK_SEQUENCES, Math.min(gap + 1, sequences.size() - gap - 1));
      similarities[gap] =
          cosine(
              sum(sequences.subList(gap + 1 - size, gap + 1)),
              sum(sequences.subList(gap + 1, gap + 1 + size)));
    }
    return similarities;
  }

  private static Map<String, Integer> sum(List<Map<String, Integer>> sequences) {
    Map<String, Integer> sum = new HashMap<>();
    sequences.forEach(counts -> counts.forEach((stem, n) -> sum.merge(stem, n, Integer::sum)));
    return sum;
  }

  private static double cosine(Map<String, Integer> a, Map<String, Integer> b) {
    double dot = 0;
    for (Map.Entry<String, Integer> entry : a.entrySet()) {
      dot += entry.getValue() * (double) b.getOrDefault(entry.getKey(), 0);
    }
    double norms = norm(a) * norm(b);
    return norms == 0 ? 0 : dot / norms;
  }

  private static double norm(Map<String, Integer> counts) {
    return Math.sqrt(counts.values().stream().mapToDouble(n -> (double) n * n).sum());
  }

  private static double[] smoothed(double[] values) {
    double[] smooth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - SMOOTHING_WIDTH);
      int to = Math.min(values.length, i + SMOOTHING_WIDTH + 1);
      smooth[i] = Arrays.stream(values, from, to).average().orElse(0);
    }
    return smooth;
  }

  private static double[] depths(double[] similarities) {
    double[] depths = new double[similarities.length];
    for (int i = 0; i < depths.length; i++) {
      depths[i] = climb(similarities, i, -1) + climb(similarities, i, 1) - 2 * similarities[i];
    }
    return depths;
  }

  private static double climb(double[] values, int from, int step) {
    double top = values[from];
    for (int i = from + step; i >= 0 && i < values.length && values[i] >= top; i += step) {
      top = values[i];
    }
    return top;
  }

  private static boolean isPeak(double[] depths, int gap) {
    boolean abovePrevious = gap == 0 || depths[gap] > depths[gap - 1];
    boolean aboveNext = gap + 1 == depths.length || depths[gap] >= depths[gap + 1];
    return depths[gap] > 0 && abovePrevious && aboveNext;
  }

  private static int nearest(List<Integer> firstWords, int word) {
    int best = 0;
    for (int i = 1; i < firstWords.size(); i++) {
      if (Math.abs(firstWords.get(i) - word) < Math.abs(firstWords.get(best) - word)) {
        best = i;
      }
    }
    return best;
  }
}
