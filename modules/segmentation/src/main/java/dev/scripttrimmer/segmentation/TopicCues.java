package dev.scripttrimmer.segmentation;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The phrases with which English-speaking lecturers open and close a topic. */
final class TopicCues {
  private static final String ORDINAL =
      "(?:first|second|third|fourth|fifth|sixth|seventh|next|last|final|following|other)";
  private static final String PART =
      "(?:part|topic|subject|section|chapter|unit|theme|step|module|point|thing|concept|idea)";
  private static final String WE = "(?:let us|let's|we|we'll|we will|i|i'll|i will|i'd|i would)";
  private static final String TURN =
      "(?:turn(?:ing)?|mov(?:e|ing)|go(?:ing)?|switch(?:ing)?|shift(?:ing)?|com(?:e|ing)|"
          + "jump(?:ing)?|continue|get)";
  private static final String TREAT =
      "(?:talk(?:ing)?|speak(?:ing)?|think(?:ing)?|learn(?:ing)?|start(?:ing)?|begin(?:ning)?|"
          + "look(?:ing)?|discuss(?:ing)?|introduc(?:e|ing)|cover(?:ing)?|explor(?:e|ing)|"
          + "consider(?:ing)?|study(?:ing)?)";

  /** What may stand before the cue itself. */
  private static final String LEAD_IN =
      "^(?:(?:okay|ok|so|now|well|alright|all right|right|and|but|um|uh|yes|good|great|then|next|"
          + "today|here) )*";

  private static final String EARLY = "^(?:\\w+ ){0,2}?";

  private static final List<Cue> OPENING =
      List.of(
          cue(3.5, "(?:in|for) (?:the|this|our) " + ORDINAL + " (?:and last )?" + PART),
          cue(3.5, "(?:the|our|my|a) (?:" + ORDINAL + " )+(?:and last )?" + PART + "\\b"),
          cue(3.5, WE + " (?:\\w+ ){0,4}?" + TURN + " (?:\\w+ ){0,2}?(?:on )?to\\b"),
          cue(3.5, "(?:moving|turning|coming|switching) (?:\\w+ )?(?:to|on)\\b"),
          cue(3.0, "(?:that|this|which) (?:brings|leads|takes) (?:us|me) (?:\\w+ )?to\\b"),
          cue(3.0, "(?:another|one more) (?:\\w+ )?" + PART + "\\b"),
          cue(3.0, WE + " (?:\\w+ ){0,4}?" + TREAT + " (?:about|with|at how)\\b"),
          cue(1.0, WE + " (?:\\w+ ){0,3}?" + TREAT + "\\b"),
          cue(3.0, "(?:let us|let's) (?:now|next|talk)\\b"),
          cue(1.5, "(?:let us|let's|let me)\\b"),
          cue(1.2, "(?:i'm|i am|we're|we are) going to\\b"),
          cue(1.2, "(?:i|we) (?:want|would like|like) to\\b"),
          anywhere(2.0, EARLY + "now (?:i|we|i'm|i'll|we'll|we're|let|let's)\\b"),
          anywhere(2.0, EARLY + "(?:i|we|i'm|we're) now\\b"),
          anywhere(1.0, EARLY + "now\\b"),
          cue(2.5, "(?:welcome|good (?:morning|afternoon|evening))\\b"),
          cue(2.5, "(?:so far|until now|up to now|up to this point) (?:we|i|you)\\b"),
          cue(2.5, "(?:having|once we have|now that we|now that you) (?:\\w+ )"),
          cue(1.5, "(?:what about|how about|as for|speaking of)\\b"),
          cue(1.5, "(?:to (?:sum|wrap) up|in summary|in conclusion|to summarize|to conclude)\\b"));

  private static final List<Cue> CLOSING =
      List.of(
          anywhere(2.0, "\\b(?:that's|that is|that was) (?:all|it|the end|everything)\\b"),
          anywhere(2.0, "\\b(?:this|that) (?:concludes|completes|finishes)\\b"),
          anywhere(2.0, "\\bso much for\\b"),
          anywhere(1.5, "\\b(?:before|until) (?:we|i) (?:move|go|turn) (?:on|to)\\b"));

  private static final List<String> ORDER =
      List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "last", "final");
  private static final Pattern OUTLINE =
      Pattern.compile(
          "\\b("
              + String.join("|", ORDER)
              + ") (?:part|topic|subject|section|chapter|unit|lesson)\\b");

  private TopicCues() {}

  /**
   * The place that the words give to a part of the lecture, as in "the second part": 0 is the
   * first, a higher number comes later.
   */
  static OptionalInt placeInOutline(String opening) {
    Matcher outline = OUTLINE.matcher(opening);
    return outline.find() ? OptionalInt.of(ORDER.indexOf(outline.group(1))) : OptionalInt.empty();
  }

  /** Log odds that a topic begins where the words {@code opening} begin; 0 without a cue. */
  static double opens(String opening) {
    return strongest(OPENING, opening);
  }

  /** Log odds that a topic ends where the words {@code closing} end; 0 without a cue. */
  static double closes(String closing) {
    return strongest(CLOSING, closing);
  }

  private static double strongest(List<Cue> cues, String text) {
    return cues.stream()
        .filter(cue -> cue.pattern().matcher(text).find())
        .mapToDouble(Cue::logOdds)
        .max()
        .orElse(0);
  }

  private static Cue cue(double logOdds, String pattern) {
    return anywhere(logOdds, LEAD_IN + pattern);
  }

  private static Cue anywhere(double logOdds, String pattern) {
    return new Cue(Pattern.compile(pattern), logOdds);
  }

  private record Cue(Pattern pattern, double logOdds) {}
}
