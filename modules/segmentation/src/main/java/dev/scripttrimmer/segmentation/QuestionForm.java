package dev.scripttrimmer.segmentation;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells by its words alone whether an utterance has the form of a question. */
public final class QuestionForm {
  /** "is is that", "shall i shall i". */
  private static final Pattern REPAIR =
      Pattern.compile("\\b([\\w']+(?: [\\w']+){0,2})(?: \\1)+(?![\\w'])");

  private QuestionForm() {}

  /**
   * @param words of an utterance in English, without punctuation
   */
  public static boolean isIn(String words) {
    String spoken = withoutRepairs(words.toLowerCase(Locale.ROOT));
    return InteractionCues.ENGLISH.stream()
        .filter(cue -> cue.role().isQuestion())
        .anyMatch(cue -> cue.pattern().matcher(spoken).find());
  }

  /** What is left when a speaker's second beginnings replace the first. */
  static String withoutRepairs(String words) {
    return REPAIR.matcher(words).replaceAll("$1");
  }
}
