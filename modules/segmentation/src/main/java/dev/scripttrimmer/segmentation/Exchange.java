package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.segment.InteractionType;
import dev.scripttrimmer.segmentation.InteractionCue.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lines in a row in which speaker and audience meet.
 *
 * @param first index of the first line
 * @param last index of the last line, not before {@code first}
 * @param roles what the lines do that tell of it, in order, at least one
 */
record Exchange(int first, int last, List<LineRole> roles) {
  /** Longer stretches of plain lecture end an exchange. */
  private static final double MAX_ASIDE = 6;

  /**
   * Joins lines that are near each other in time.
   *
   * @param starts the first line of each topic; no exchange reaches over one
   */
  static List<Exchange> join(LectureText text, List<Optional<LineRole>> roles, int[] starts) {
    List<Exchange> exchanges = new ArrayList<>();
    int topic = 0;
    int topicOfLast = -1;
    for (int i = 0; i < roles.size(); i++) {
      while (topic + 1 < starts.length && starts[topic + 1] <= i) {
        topic++;
      }
      if (roles.get(i).isEmpty()) {
        continue;
      }
      LineRole role = roles.get(i).get();
      int previous = exchanges.size() - 1;
      if (previous >= 0
          && topicOfLast == topic
          && aside(text, exchanges.get(previous).last(), i) <= MAX_ASIDE) {
        exchanges.set(previous, exchanges.get(previous).upTo(i, role));
      } else {
        exchanges.add(new Exchange(i, i, List.of(role)));
      }
      topicOfLast = topic;
    }
    return exchanges;
  }

  /** Seconds of speech, pauses aside, between two lines: a pause may be the audience's answer. */
  private static double aside(LectureText text, int last, int next) {
    return text.lines().subList(last + 1, next).stream().mapToDouble(l -> l.span().length()).sum();
  }

  private Exchange upTo(int line, LineRole role) {
    List<LineRole> all = new ArrayList<>(roles);
    all.add(role);
    return new Exchange(first, line, List.copyOf(all));
  }

  /** The indexes of the lines that ask something, in order; may be empty. */
  List<Integer> questions() {
    return roles.stream().filter(role -> role.role().isQuestion()).map(LineRole::line).toList();
  }

  InteractionType type() {
    boolean asked = roles.stream().anyMatch(role -> role.role().isQuestion());
    boolean answered = has(Role.REACTION) || has(Role.ANSWER_FROM_AUDIENCE);
    boolean calledAndCame = has(Role.CALL_FOR_QUESTIONS) && has(Role.QUESTION_FROM_AUDIENCE);
    if (asked && answered || calledAndCame) {
      return InteractionType.QUESTION_AND_ANSWER;
    }
    LineRole surest = roles.stream().max(Comparator.comparingDouble(LineRole::score)).orElseThrow();
    return surest.role().type();
  }

  private boolean has(Role wanted) {
    return roles.stream().anyMatch(role -> role.role() == wanted);
  }

  /** How sure it is that this is one: that not every line's finding is wrong. */
  double confidence() {
    double wrong = 1;
    for (LineRole role : roles) {
      wrong *= 1 - Math.min(0.95, role.score());
    }
    return 1 - wrong;
  }
}
