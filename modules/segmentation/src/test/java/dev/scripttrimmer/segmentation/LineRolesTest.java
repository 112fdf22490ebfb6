package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.speech.Voice;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.segmentation.InteractionCue.Role;
import dev.scripttrimmer.segmentation.evaluate.InteractionReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineRolesTest {
  private static final String LECTURE =
      "lecture 0.5 the river carries sand and gravel to the sea\n";

  @ParameterizedTest
  @CsvSource({
    "CALL_FOR_QUESTIONS, does anyone have a question",
    "CALL_FOR_QUESTIONS, before we go on are there any questions so far",
    "QUESTION_TO_AUDIENCE, can anyone tell me why the sky is blue",
    "QUESTION_TO_AUDIENCE, so what do you think happens next",
    "QUESTION_TO_AUDIENCE, how many of you have been to the sea",
    "INVITATION, now please raise your hand if you agree",
    "INVITATION, take a minute and discuss this with your neighbor",
    "QUESTION_FROM_AUDIENCE, sorry i have a question about the sand",
    "QUESTION_FROM_AUDIENCE, could you please repeat the last step",
    "REACTION, that is a very good question",
  })
  void knowsWhatALineDoes(Role role, String words) {
    assertThat(roleOf(LECTURE + "x 0.5 " + words + "\n" + LECTURE, 1))
        .hasValueSatisfying(found -> assertThat(found.role()).isEqualTo(role));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what we do next is to heat the water",
        "how it works is a question that took centuries",
        "if you have a question like this you ask a chemist",
        "when you look at the river you see the sand",
        "can you imagine a world without salt",
        "the question of who was first is still open",
        "why the sky is blue was explained much later"
      })
  void isNotTakenInByPlainLecture(String words) {
    assertThat(roleOf(LECTURE + "x 0.5 " + words + "\n" + LECTURE, 1)).isEmpty();
  }

  @Test
  void takesABareQuestionForRhetoricUnlessTheRoomIsGivenTime() {
    String question = "x 0.5 why is that\n";
    String goesOn = LECTURE + LECTURE + question + LECTURE + LECTURE;
    String waits = LECTURE + LECTURE + question + "x 3.0 because it is warm\n" + LECTURE + LECTURE;

    assertThat(roleOf(goesOn, 2)).isEmpty();
    assertThat(roleOf(waits, 2)).isPresent();
    assertThat(roleOf(waits, 3)).isPresent();
  }

  @Test
  void takesTheQuestionAfterACallForOneAsTheAudiences() {
    String lecture =
        LECTURE
            + "x 0.5 do you have any questions\nx 0.7 why do the stars move at night\n"
            + LECTURE;

    assertThat(roleOf(lecture, 2))
        .hasValueSatisfying(
            found -> assertThat(found.role()).isEqualTo(Role.QUESTION_FROM_AUDIENCE));
  }

  @Test
  void anothersVoiceTellsWhoAsksAndWhoAnswers() {
    String lecture =
        LECTURE
            + "x 0.5 why is that\n"
            + LECTURE
            + "x 0.5 what is gravel made of\n"
            + "x 0.5 the small stones that the ice left in the valley\n"
            + LECTURE;

    assertThat(rolesBy("LLLLLL", lecture)).containsOnly(Optional.empty());
    assertThat(rolesBy("LSLLLL", lecture).subList(0, 3))
        .containsExactly(
            Optional.empty(), Optional.of(Role.QUESTION_FROM_AUDIENCE), Optional.of(Role.REACTION));
    assertThat(rolesBy("LLLSSL", lecture).subList(3, 5))
        .containsExactly(
            Optional.of(Role.QUESTION_FROM_AUDIENCE), Optional.of(Role.ANSWER_FROM_AUDIENCE));
  }

  @Test
  void aPauseIsNoAnswerWhereTheLecturersVoiceGoesOn() {
    String lecture =
        LECTURE + LECTURE + "x 0.5 why is that\nx 3.0 because it is warm\n" + LECTURE + LECTURE;

    assertThat(rolesBy("LLLSLL", lecture).get(3)).isPresent();
    assertThat(rolesBy("      ", lecture).get(3)).isPresent();
    assertThat(rolesBy("LLLLLL", "x 0.5 does anyone have a question\nx 4.0 twelve\n" + LECTURE))
        .element(1)
        .isEqualTo(Optional.empty());
  }

  @Test
  void findsNothingWithoutCues() {
    String lecture = "x 0.5 does anyone have a question\n";

    assertThat(roles(lecture, List.of())).containsExactly(Optional.empty());
  }

  private static Optional<LineRole> roleOf(String lecture, int line) {
    return roles(lecture, InteractionCues.ENGLISH).get(line);
  }

  /** The roles when the lines have these voices: lecturer, student, unknown. */
  private static List<Optional<Role>> rolesBy(String voices, String lecture) {
    try (Stemmer stemmer = new Stemmer("en")) {
      LectureText text =
          LectureText.of(InteractionReference.parse(lecture).transcript(), stemmer, 1e6);
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < text.size(); i++) {
        lines.add(withVoice(text.line(i), voices.charAt(i), i));
      }
      return new LineRoles(new LectureText(lines, text.termNumbers()), InteractionCues.ENGLISH)
          .find().stream().map(role -> role.map(LineRole::role)).toList();
    }
  }

  private static Line withVoice(Line line, char who, int number) {
    double wobble = 0.1 * (number % 3);
    List<Word> words = new ArrayList<>(line.words());
    Word first = words.get(0);
    Optional<Voice> voice =
        switch (who) {
          case 'L' -> Optional.of(new Voice(List.of(2.0, wobble, 0.0)));
          case 'S' -> Optional.of(new Voice(List.of(wobble, 3.0, 1.0)));
          default -> Optional.empty();
        };
    words.set(0, new Word(first.text(), first.span(), first.confidence(), voice));
    return new Line(words, line.span(), line.pauseBefore(), line.terms());
  }

  private static List<Optional<LineRole>> roles(String lecture, List<InteractionCue> cues) {
    try (Stemmer stemmer = new Stemmer("en")) {
      LectureText text =
          LectureText.of(InteractionReference.parse(lecture).transcript(), stemmer, 1e6);
      return new LineRoles(text, cues).find();
    }
  }
}
