package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.segment.InteractionType;
import java.util.regex.Pattern;

/**
 * A way of speaking that tells of an exchange between speaker and audience.
 *
 * @param role what a line with these words does
 * @param weight how sure the words alone are, 0 to 1
 * @param pattern found in a line's words and those that follow without a long pause
 */
record InteractionCue(Role role, double weight, Pattern pattern) {

  /** What a line does in an exchange. */
  enum Role {
    /** The audience is asked for questions. */
    CALL_FOR_QUESTIONS(InteractionType.DIRECT_ADDRESS),
    /** The audience is asked something, or spoken to. */
    QUESTION_TO_AUDIENCE(InteractionType.DIRECT_ADDRESS),
    /** The audience is invited to do something. */
    INVITATION(InteractionType.INTERACTIVE_MOMENT),
    /** Somebody in the audience asks. */
    QUESTION_FROM_AUDIENCE(InteractionType.STUDENT_QUESTION),
    /** Somebody in the audience answers. */
    ANSWER_FROM_AUDIENCE(InteractionType.QUESTION_AND_ANSWER),
    /** A question or an answer is taken up. */
    REACTION(InteractionType.QUESTION_AND_ANSWER);

    private final InteractionType type;

    Role(InteractionType type) {
      this.type = type;
    }

    /** What an exchange of lines with this role only is. */
    InteractionType type() {
      return type;
    }

    boolean isFromAudience() {
      return this == QUESTION_FROM_AUDIENCE || this == ANSWER_FROM_AUDIENCE;
    }

    boolean isQuestion() {
      return this == CALL_FOR_QUESTIONS
          || this == QUESTION_TO_AUDIENCE
          || this == QUESTION_FROM_AUDIENCE;
    }
  }

  /** Words that must open a line, small words before them aside. */
  static InteractionCue opening(Role role, double weight, String pattern) {
    return new InteractionCue(role, weight, Pattern.compile(LEAD_IN + "(?:" + pattern + ")\\b"));
  }

  static InteractionCue anywhere(Role role, double weight, String pattern) {
    return new InteractionCue(role, weight, Pattern.compile("\\b(?:" + pattern + ")\\b"));
  }

  private static final String LEAD_IN =
      "^(?:(?:okay|ok|so|now|well|alright|all right|right|and|but|um|uh|yes|yeah|no|good|great|then|"
          + "oh|ah|sorry|because|or|anyway|first|before we (?:go|move) on|before i (?:go|move) on|"
          + "please|professor|excuse me|just|i mean|you know|actually|like|let's see|i guess|"
          + "yep|hey|wait|wow|basically|maybe|uh-huh|also) )*";
}
