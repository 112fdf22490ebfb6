package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Utterance;
import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A transcript with its stems numbered.
 *
 * @param lines in order of time, without overlaps
 * @param termNumbers the number of each stem: 0, 1, 2, ...
 */
record LectureText(List<Line> lines, Map<String, Integer> termNumbers) {
  /** A word that the recogniser is less sure of is no evidence for a topic. */
  private static final double MIN_CONFIDENCE = 0.35;

  /**
   * @param duration seconds; words that begin later are dropped, and the last one is cut there
   */
  static LectureText of(Transcript transcript, Stemmer stemmer, double duration) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Line> lines = new ArrayList<>();
    double end = 0;
    for (Utterance utterance : transcript.utterances()) {
      List<Word> words = wordsBefore(utterance, duration);
      if (words.isEmpty()) {
        continue;
      }
      double from = Math.max(end, words.get(0).span().start());
      double to = Math.max(from, Math.min(duration, words.get(words.size() - 1).span().end()));
      int[] terms =
          words.stream()
              .filter(word -> word.confidence() >= MIN_CONFIDENCE)
              .map(word -> stemmer.stem(word.text()))
              .filter(stem -> !stem.isEmpty())
              .distinct()
              .mapToInt(stem -> numbers.computeIfAbsent(stem, s -> numbers.size()))
              .toArray();
      double pause = lines.isEmpty() ? 0 : from - end;
      lines.add(new Line(words, new TimeSpan(from, to), pause, terms));
      end = to;
    }
    return new LectureText(List.copyOf(lines), Map.copyOf(numbers));
  }

  private static List<Word> wordsBefore(Utterance utterance, double duration) {
    return utterance.words().stream().filter(word -> word.span().start() < duration).toList();
  }

  /** How many different stems there are. */
  int vocabulary() {
    return termNumbers.size();
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  int size() {
    return lines.size();
  }

  Line line(int index) {
    return lines.get(index);
  }

  /** Seconds from the first word to the last one's end; 0 when nothing was said. */
  double length() {
    return isEmpty() ? 0 : lines.get(size() - 1).span().end() - lines.get(0).span().start();
  }

  /**
   * Where the line {@code index} begins when it begins a segment: within the pause before it, so
   * that a clip has a moment of silence before its first word.
   */
  double cutBefore(int index) {
    Line line = lines.get(index);
    return line.span().start() - Math.min(0.5, line.pauseBefore() / 2);
  }
}
