package dev.scripttrimmer.domain.segment;

/** How a speaker and an audience meet. */
public enum InteractionType {
  /** Questions and their answers, more than one turn. */
  QUESTION_AND_ANSWER("Q&A"),
  /** A question from the audience. */
  STUDENT_QUESTION("Student Question"),
  /** The speaker talks to the audience or to somebody in it. */
  DIRECT_ADDRESS("Direct Address"),
  /** The audience is invited to do something. */
  INTERACTIVE_MOMENT("Interactive Moment");

  private final String label;

  InteractionType(String label) {
    this.label = label;
  }

  /** The name that clients see. */
  public String label() {
    return label;
  }
}
