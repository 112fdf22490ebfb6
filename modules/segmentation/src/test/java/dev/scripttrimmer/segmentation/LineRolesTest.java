package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.segmentation.InteractionCue.Role;
import dev.scripttrimmer.segmentation.evaluate.InteractionReference;
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
  void findsNothingWithoutCues() {
    String lecture = "x 0.5 does anyone have a question\n";

    assertThat(roles(lecture, List.of())).containsExactly(Optional.empty());
  }

  private static Optional<LineRole> roleOf(String lecture, int line) {
    return roles(lecture, InteractionCues.ENGLISH).get(line);
  }

  private static List<Optional<LineRole>> roles(String lecture, List<InteractionCue> cues) {
    try (Stemmer stemmer = new Stemmer("en")) {
      LectureText text =
          LectureText.of(InteractionReference.parse(lecture).transcript(), stemmer, 1e6);
      return new LineRoles(text, cues).find();
    }
  }
}
