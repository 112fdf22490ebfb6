package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.speech.Word;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What speaks for a new topic at a line beside its words: pauses and cue phrases. All weights are
 * log odds.
 */
final class BoundaryEvidence {
  private static final int CUE_WORDS = 12;
  private static final double MIN_PAUSE_ODDS = -1;
  private static final double MAX_PAUSE_ODDS = 2;
  private static final double WITHIN_EXCHANGE = -3;
  private static final double IN_OUTLINE = 2;

  /** Where an outline names about as many parts as the lecture should have topics. */
  private static final double OUTSIDE_OUTLINE = -30;

  private static final int MIN_OUTLINE = 2;

  private BoundaryEvidence() {}

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
    double outsideOutline = OUTSIDE_OUTLINE * outlined * outlined;
    for (int i = 1; i < odds.length; i++) {
      // After a question a silence is for the answer, and an exchange stays in one piece.
      odds[i] =
          roles.get(i - 1).isEmpty()
              ? pause(text.line(i).pauseBefore(), usualPause)
              : roles.get(i).isPresent() ? WITHIN_EXCHANGE : 0;
      if (english) {
        odds[i] += outline.get(i) ? IN_OUTLINE : outsideOutline;
        odds[i] += TopicCues.opens(opening(text, i)) + TopicCues.closes(text.line(i - 1).text());
      }
    }
    return odds;
  }

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

  private static double pause(double seconds, double usual) {
    double odds = Math.log((seconds + 0.1) / (usual + 0.1));
    return Math.max(MIN_PAUSE_ODDS, Math.min(MAX_PAUSE_ODDS, odds));
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
