package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.segmentation.SegmentReviser.Proposal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A reviser's proposals that passed every check.
 *
 * @param starts the first line of each topic, ascending, beginning with 0
 * @param titles one per topic, unique
 */
record Revision(int[] starts, List<String> titles) {
  private static final double MAX_SHIFT = 8;
  private static final int MAX_TITLE = 80;

  /** Empty when any proposal is out of bounds: half a revision is worse than none. */
  static Optional<Revision> checked(
      List<Proposal> proposals, LectureText text, SegmentationConfig config) {
    if (proposals.isEmpty() || proposals.size() > text.size()) {
      return Optional.empty();
    }
    int[] starts = new int[proposals.size()];
    List<String> titles = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < starts.length; i++) {
      Proposal proposal = proposals.get(i);
      starts[i] = i == 0 ? 0 : nearestLine(text, proposal.start());
      String title = proposal.title() == null ? "" : proposal.title().strip();
      boolean near =
          i == 0 || Math.abs(text.line(starts[i]).span().start() - proposal.start()) <= MAX_SHIFT;
      boolean ascending = i == 0 || starts[i] > starts[i - 1];
      if (!near || !ascending || !isTitle(title) || !taken.add(title.toLowerCase(Locale.ROOT))) {
        return Optional.empty();
      }
      titles.add(title);
    }
    return hasAllowedLengths(starts, text, config)
        ? Optional.of(new Revision(starts, List.copyOf(titles)))
        : Optional.empty();
  }

  private static boolean isTitle(String title) {
    return !title.isEmpty()
        && title.length() <= MAX_TITLE
        && title.codePoints().anyMatch(Character::isLetter)
        && title.codePoints().noneMatch(Character::isISOControl);
  }

  private static int nearestLine(LectureText text, double seconds) {
    int nearest = 0;
    for (int i = 1; i < text.size(); i++) {
      if (distance(text, i, seconds) < distance(text, nearest, seconds)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static double distance(LectureText text, int line, double seconds) {
    return Math.abs(text.line(line).span().start() - seconds);
  }

  private static boolean hasAllowedLengths(
      int[] starts, LectureText text, SegmentationConfig config) {
    for (int i = 0; i < starts.length; i++) {
      int last = i + 1 < starts.length ? starts[i + 1] - 1 : text.size() - 1;
      double seconds = text.line(last).span().end() - text.line(starts[i]).span().start();
      boolean tooShort = starts.length > 1 && seconds < Seconds.of(config.minTopic());
      boolean tooLong = last > starts[i] && seconds > Seconds.of(config.maxTopic());
      if (tooShort || tooLong) {
        return false;
      }
    }
    return true;
  }
}
