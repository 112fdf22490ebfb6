package dev.scripttrimmer.ffmpeg.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.media.VideoJoiner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptTimeTest {
  /** Linux takes no longer argument of a program, however many there may be. */
  private static final int LONGEST_ARGUMENT = 128 * 1024;

  @Test
  void asManyStretchesAsAreAllowedFitIntoAnArgument() {
    double apart = 12.0 * 3600 / VideoJoiner.MAX_STRETCHES;
    List<TimeSpan> keep = new ArrayList<>();
    for (int i = 0; i < VideoJoiner.MAX_STRETCHES; i++) {
      keep.add(new TimeSpan(i * apart, (i + 0.9) * apart));
    }

    KeptTime time = KeptTime.of(keep);

    assertThat(time.selected("t").length() + time.removed("T").length())
        .isLessThan(LONGEST_ARGUMENT - 1024);
  }
}
