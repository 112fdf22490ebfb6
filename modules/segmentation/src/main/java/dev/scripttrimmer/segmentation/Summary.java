package dev.scripttrimmer.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The two lines of a part that say the most about it, in the speaker's own words and order. */
final class Summary {
  private static final int SENTENCES = 2;
  private static final int MIN_WORDS = 5;
  private static final int MAX_WORDS = 45;
  private static final double WORD_COST = 8;

  private Summary() {}

  /** Empty where no line is long enough to be a sentence. */
  static String of(List<Line> lines, TermWeights weights) {
    List<Integer> chosen = new ArrayList<>();
    IntStream.range(0, lines.size())
        .boxed()
        .filter(i -> isSentence(lines.get(i)))
        .sorted(
            Comparator.comparingDouble((Integer i) -> score(lines.get(i), weights))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .limit(SENTENCES)
        .sorted()
        .forEach(chosen::add);
    return chosen.stream()
        .map(i -> TitleCase.capitalised(lines.get(i).text()) + ".")
        .collect(Collectors.joining(" "));
  }

  private static boolean isSentence(Line line) {
    int words = line.words().size();
    return words >= MIN_WORDS && words <= MAX_WORDS && line.terms().length > 0;
  }

  private static double score(Line line, TermWeights weights) {
    double sum = 0;
    for (int term : line.terms()) {
      sum += weights.weight(term);
    }
    return sum / (line.words().size() + WORD_COST);
  }
}
