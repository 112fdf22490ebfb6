package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.segmentation.InteractionCue.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells which lines belong to an exchange with the audience: by cue phrases first, then by what
 * stands around them and by whose voice it is, if that is known. A bare "why is that" is a question
 * to the room when the room is given time to answer, and rhetoric when it is not.
 */
final class LineRoles {
  private static final double THRESHOLD = 0.5;

  /** From this score on a line's own words outweigh what stands before it. */
  private static final double CERTAIN = 0.75;

  /** Seconds that nobody speaks who is not waiting or thinking. */
  private static final double MIN_SILENCE = 1.2;

  /** Words in a line: long ones lecture, short ones ask and answer. */
  private static final int LONG_LINE = 28;

  private static final int SHORT_LINE = 14;

  private static final Pattern REPLY =
      Pattern.compile(
          "^(?:yes|yeah|yep|no|nope|right|exactly|correct|absolutely|precisely|sure|of course|"
              + "okay yes|very good|well done|good|that's|that is|because|not quite|almost|mhm|"
              + "great|perfect|excellent|bravo|indeed)\\b(?! (?:so|now|then|let|but))");
  private static final Pattern GOES_ON =
      Pattern.compile(
          "^(?:then|so|now|okay|ok|alright|let|let's|next|anyway|and|this|here|in|the|if|when)\\b");
  private static final Pattern SECOND_PERSON = Pattern.compile("\\b(?:you|your|yours|you're)\\b");
  private static final Pattern INDIRECT =
      Pattern.compile(
          "\\b(?:if|when|whenever|once|unless|because|that|which|whether) "
              + "(?:you|anyone|anybody|someone|somebody|people)\\b");
  private static final Pattern RHETORIC =
      Pattern.compile(
          "^(?:so |and |now |but )*(?:what|how|why|where|who|which)(?:'s| is| was| are| were)?"
              + "(?: (?!is\\b|was\\b)\\w+){1,8} (?:is|was|are) "
              + "(?:that|the|a|an|to|we|you|i|because|how|why|called)\\b|\\b(?:can|could) you imagine\\b");

  private final LectureText text;

  /** The words of each line as the cues spell them. */
  private final List<String> spoken;

  private final List<InteractionCue> cues;
  private final Speakers speakers;
  private final double usualPause;
  private final double usualConfidence;

  LineRoles(LectureText text, List<InteractionCue> cues) {
    this.text = text;
    this.spoken =
        text.lines().stream()
            .map(line -> QuestionForm.withoutRepairs(line.text().toLowerCase(Locale.ROOT)))
            .toList();
    this.cues = cues;
    this.speakers = Speakers.of(text);
    this.usualPause =
        median(text.lines().stream().skip(1).mapToDouble(Line::pauseBefore).toArray());
    this.usualConfidence =
        median(text.lines().stream().mapToDouble(LineRoles::confidence).toArray());
  }

  /** For each line its role in an exchange; empty for a line of plain lecture. */
  List<Optional<LineRole>> find() {
    List<Optional<LineRole>> roles = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      Optional<LineRole> before = i == 0 ? Optional.empty() : roles.get(i - 1);
      roles.add(role(i, before));
    }
    return roles;
  }

  private Optional<LineRole> role(int index, Optional<LineRole> before) {
    Optional<LineRole> cued =
        strongest(index, before.isPresent()).filter(role -> role.score() >= THRESHOLD);
    if (speakers.isSomebodyElse(index)
        && (cued.isPresent() || before.isPresent())
        && cued.filter(role -> !role.role().isQuestion()).isEmpty()) {
      return Optional.of(
          cued.map(question -> new LineRole(index, Role.QUESTION_FROM_AUDIENCE, question.score()))
              .orElseGet(() -> new LineRole(index, Role.ANSWER_FROM_AUDIENCE, CERTAIN)));
    }
    if (cued.isPresent()
        && cued.get().role() == Role.QUESTION_TO_AUDIENCE
        && before.filter(role -> role.role() == Role.CALL_FOR_QUESTIONS).isPresent()) {
      // Who was just asked for questions asks one.
      return Optional.of(new LineRole(index, Role.QUESTION_FROM_AUDIENCE, cued.get().score()));
    }
    if (before.isEmpty() || cued.filter(role -> role.score() >= CERTAIN).isPresent()) {
      return cued;
    }
    if (REPLY.matcher(spoken.get(index)).find()) {
      return Optional.of(new LineRole(index, Role.REACTION, 0.7));
    }
    if (before.get().role() != Role.INVITATION && comesAfterWaiting(index)) {
      return Optional.of(new LineRole(index, Role.ANSWER_FROM_AUDIENCE, 0.6));
    }
    if (before.get().role().isFromAudience()) {
      return Optional.of(new LineRole(index, Role.REACTION, 0.6));
    }
    return cued;
  }

  /** A short line after a silence that somebody used to think. */
  private boolean comesAfterWaiting(int index) {
    return !speakers.isLecturer(index)
        && isLongSilence(pauseBefore(index))
        && text.line(index).words().size() <= SHORT_LINE
        && !GOES_ON.matcher(spoken.get(index)).find();
  }

  private boolean isLongSilence(double pause) {
    return pause >= Math.max(MIN_SILENCE, 2 * usualPause);
  }

  private Optional<LineRole> strongest(int index, boolean inExchange) {
    String line = spoken.get(index);
    LineRole strongest = null;
    for (InteractionCue cue : cues) {
      if (cue.pattern().matcher(line).find()) {
        double score = Math.min(1, cue.weight() + context(index, line, cue, inExchange));
        if (strongest == null || score > strongest.score()) {
          strongest = new LineRole(index, cue.role(), score);
        }
      }
    }
    return Optional.ofNullable(strongest);
  }

  /** What a line's surroundings add to the weight of a cue. */
  private double context(int index, String line, InteractionCue cue, boolean inExchange) {
    double sum = 0;
    int words = text.line(index).words().size();
    sum += words > LONG_LINE ? -0.15 : words <= SHORT_LINE ? 0.05 : 0;
    if (cue.role().isQuestion()) {
      sum += isLongSilence(pauseBefore(index + 1)) ? 0.25 : 0;
      sum += isLongSilence(pauseBefore(index)) ? 0.2 : 0;
      sum += isAnswered(index) ? 0.2 : 0;
      sum += inExchange ? 0.1 : 0;
      sum += speakers.isSomebodyElse(index) ? 0.3 : 0;
      sum += SECOND_PERSON.matcher(line).find() ? 0.05 : 0;
      sum -= RHETORIC.matcher(line).find() ? 0.4 : 0;
      sum -= INDIRECT.matcher(line).find() ? 0.3 : 0;
    }
    if (cue.role() == Role.QUESTION_FROM_AUDIENCE) {
      sum += confidence(text.line(index)) < usualConfidence - 0.15 ? 0.15 : 0;
      sum -= pauseBefore(index) > usualPause + 0.2 ? 0 : 0.1;
    }
    return sum;
  }

  private boolean isAnswered(int index) {
    return index + 1 < text.size() && REPLY.matcher(spoken.get(index + 1)).find();
  }

  private double pauseBefore(int index) {
    return index < text.size() ? text.line(index).pauseBefore() : 0;
  }

  private static double confidence(Line line) {
    return line.words().stream().mapToDouble(Word::confidence).average().orElse(1);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values.length == 0 ? 0 : values[values.length / 2];
  }
}
