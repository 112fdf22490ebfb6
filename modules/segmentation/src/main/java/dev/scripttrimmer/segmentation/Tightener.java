package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.media.VideoJoiner;
import dev.scripttrimmer.domain.segment.TightCut;
import dev.scripttrimmer.domain.segment.TightCutFinder;
import dev.scripttrimmer.domain.speech.Transcript;
import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds what a video can do without: fillers, stammered words and long silences. No word that says
 * something is cut. Thread-safe.
 */
public final class Tightener implements TightCutFinder {
  /** A word that the recogniser guessed may be a real one. */
  private static final double MIN_CONFIDENCE = 0.5;

  private static final Set<String> FILLERS =
      Set.of("um", "uh", "uhm", "er", "erm", "hm", "hmm", "mm", "mhm", "ah", "eh", "äh", "ähm");

  /** Words that are said twice only by accident; "very very" is not among them. */
  private static final Set<String> STAMMERED =
      Set.of(
          "the", "a", "an", "i", "we", "and", "to", "of", "in", "it's", "so", "but", "or", "for");

  private final double maxSilence;
  private final double kept;
  private final double minCut;

  public Tightener(TighteningConfig config) {
    maxSilence = Seconds.of(config.maxSilence());
    kept = Seconds.of(config.kept());
    minCut = Seconds.of(config.minCut());
  }

  @Override
  public TightCut tighten(Transcript transcript, double duration) {
    List<TimeSpan> keep = new ArrayList<>();
    double from = 0;
    double spoken = 0;
    double dropFrom = Double.NaN;
    double dropTo = 0;
    List<Word> words = transcript.words();
    boolean anything = false;
    for (int i = 0; i < words.size() && words.get(i).span().start() < duration; i++) {
      TimeSpan word = words.get(i).span();
      if (isDispensable(words, i)) {
        dropFrom = Double.isNaN(dropFrom) ? word.start() : dropFrom;
        dropTo = word.end();
        continue;
      }
      Gap gap = gap(spoken, word.start(), dropFrom, dropTo, anything);
      if (gap.length() >= minCut) {
        if (gap.start() > from) {
          keep.add(new TimeSpan(from, gap.start()));
        }
        from = gap.end();
      }
      spoken = Math.max(spoken, Math.min(duration, word.end()));
      dropFrom = Double.NaN;
      anything = true;
    }
    if (!anything) {
      return TightCut.of(List.of(new TimeSpan(0, duration)), duration);
    }
    boolean longEnd = duration - spoken > maxSilence;
    keep.add(new TimeSpan(from, longEnd ? spoken + kept : duration));
    return TightCut.of(longestCuts(keep), duration);
  }

  /** Of more cuts than one join takes those that save least are left out. */
  private static List<TimeSpan> longestCuts(List<TimeSpan> keep) {
    int tooMany = keep.size() - VideoJoiner.MAX_STRETCHES;
    if (tooMany <= 0) {
      return keep;
    }
    Set<Integer> closed =
        IntStream.range(1, keep.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> keep.get(i).start() - keep.get(i - 1).end()))
            .limit(tooMany)
            .collect(Collectors.toSet());
    List<TimeSpan> fewer = new ArrayList<>();
    for (int i = 0; i < keep.size(); i++) {
      double start =
          closed.contains(i) ? fewer.remove(fewer.size() - 1).start() : keep.get(i).start();
      fewer.add(new TimeSpan(start, keep.get(i).end()));
    }
    return fewer;
  }

  /**
   * What goes between two words that stay.
   *
   * @param dropFrom where the first dispensable word between them begins; NaN without one
   */
  private Gap gap(double spoken, double next, double dropFrom, double dropTo, boolean between) {
    boolean drop = !Double.isNaN(dropFrom);
    if (!drop && next - spoken <= maxSilence) {
      return new Gap(spoken, spoken);
    }
    double silenceBefore = drop ? dropFrom - spoken : next - spoken;
    double start = between ? spoken + Math.min(kept, Math.max(0, silenceBefore)) : 0;
    double silenceAfter = drop ? next - dropTo : next - spoken;
    double end = next - Math.min(kept, Math.max(0, silenceAfter));
    return new Gap(start, end);
  }

  private static boolean isDispensable(List<Word> words, int index) {
    Word word = words.get(index);
    String text = word.text().toLowerCase(Locale.ROOT);
    if (word.confidence() < MIN_CONFIDENCE) {
      return false;
    }
    boolean repeated =
        index + 1 < words.size()
            && words.get(index + 1).text().equalsIgnoreCase(text)
            && words.get(index + 1).confidence() >= MIN_CONFIDENCE;
    return FILLERS.contains(text) || STAMMERED.contains(text) && repeated;
  }

  private record Gap(double start, double end) {
    double length() {
      return end - start;
    }
  }
}
