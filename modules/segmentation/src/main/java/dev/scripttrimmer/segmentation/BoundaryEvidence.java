package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.speech.Word;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What speaks for a new topic at a line beside its words: pauses and cue phrases. */
final class BoundaryEvidence {
  private static final int CUE_WORDS = 12;
  private static final double PAUSE_WEIGHT = 1.0;
  private static final double MAX_PAUSE = 2.0;

  private static final double EXCHANGE_COST = 3.0;
  private static final double OUTLINE_WEIGHT = 2.0;
  private static final double OUTLINE_COST = 30;
  private static final int MIN_OUTLINE = 2;

  private BoundaryEvidence() {}

  /**
   * The lines at which the lecturer says which part comes now. One "second part" is a figure of
   * speech; who counts upwards has an outline, and borders elsewhere become less likely.
   */
  private static BitSet outline(LectureText text) {
    BitSet outline = new BitSet();
    int place = -1;
    for (int i = 0; i < text.size(); i++) {
      OptionalInt next = TopicCues.placeInOutline(opening(text, i));
      if (next.isPresent() && next.getAsInt() > place) {
        place = next.getAsInt();
        outline.set(i);
      }
    }
    return outline.cardinality() < MIN_OUTLINE ? new BitSet() : outline;
  }

  /**
   * For each line the log odds that it begins a topic.
   *
   * @param roles for each line its role in an exchange with the audience
   * @param typicalShare of the lecture that a typical topic takes
   */
  static double[] of(
      LectureText text, List<Optional<LineRole>> roles, double typicalShare, boolean english) {
    double[] odds = new double[text.size()];
    double usualPause = usualPause(text);
    BitSet outline = english ? outline(text) : new BitSet();
    // An outline with fewer parts than the lecture should have topics leaves room between them.
    double outlined = Math.min(1, outline.cardinality() * typicalShare);
    double outlineCost = OUTLINE_COST * outlined * outlined;
    for (int i = 1; i < odds.length; i++) {
      // After a question a silence is for the answer, and an exchange stays in one piece.
      odds[i] =
          roles.get(i - 1).isEmpty()
              ? pause(text.line(i).pauseBefore(), usualPause)
              : roles.get(i).isPresent() ? -EXCHANGE_COST : 0;
      if (english) {
        odds[i] += outline.get(i) ? OUTLINE_WEIGHT : -outlineCost;
        odds[i] += TopicCues.opens(opening(text, i)) + TopicCues.closes(text.line(i - 1).text());
      }
    }
    return odds;
  }

  private static double pause(double seconds, double usual) {
    double odds = PAUSE_WEIGHT * Math.log((seconds + 0.1) / (usual + 0.1));
    return Math.max(-MAX_PAUSE / 2, Math.min(MAX_PAUSE, odds));
  }

  private static double usualPause(LectureText text) {
    double[] pauses =
        text.lines().stream().skip(1).mapToDouble(Line::pauseBefore).sorted().toArray();
    return pauses.length == 0 ? 0 : pauses[pauses.length / 2];
  }

  /** The first words from line {@code index} on, which a breath may have parted. */
  private static String opening(LectureText text, int index) {
    return text.lines().subList(index, Math.min(text.size(), index + 3)).stream()
        .flatMap(line -> line.words().stream())
        .limit(CUE_WORDS)
        .map(Word::text)
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }
}
