package dev.scripttrimmer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.segmentation.InteractionCue.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class InteractionCuesTest {
  @Test
  void readsCuesAndTheirParts() {
    List<InteractionCue> cues =
        InteractionCues.parse(
            List.of(
                "let WHO (?:anyone|anybody)",
                "QUESTION_TO_AUDIENCE 0.9 opening {WHO} (?:\\w+ ){0,2}here",
                "REACTION 0.8 anywhere well done"));

    assertThat(cues)
        .extracting(InteractionCue::role)
        .containsExactly(Role.QUESTION_TO_AUDIENCE, Role.REACTION);
    assertThat(cues.get(0).pattern().matcher("so um anybody in here").find()).isTrue();
    assertThat(cues.get(0).pattern().matcher("is anybody in here").find()).isFalse();
    assertThat(cues.get(1).pattern().matcher("five is right well done tom").find()).isTrue();
    assertThat(cues.get(1).weight()).isEqualTo(0.8);
  }

  @Test
  void refusesAPartThatIsNotDefined() {
    assertThatThrownBy(() -> InteractionCues.parse(List.of("REACTION 0.8 anywhere {NOBODY} here")))
        .hasMessageContaining("NOBODY");
  }
}
