package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Stage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EtaTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Eta eta = new Eta(nanos::get);

  @Test
  void nothingIsKnownBeforeAStagesSpeedIs() {
    assertThat(eta.seconds()).isEmpty();

    eta.progressed(Stage.TRANSCRIBE, 0);
    pass(10);
    eta.progressed(Stage.TRANSCRIBE, 0.01);

    assertThat(eta.seconds()).isEmpty();
  }

  @Test
  void halfARecognitionTakesAsLongAsTheOtherHalfAndTheClipsFollow() {
    eta.progressed(Stage.TRANSCRIBE, 0);
    pass(50);
    eta.progressed(Stage.TRANSCRIBE, 0.5);

    assertThat(eta.seconds().orElseThrow()).isCloseTo(50 + 40, Offset.offset(0.01));
  }

  @Test
  void timeThatPassesIsTakenOffAndNothingIsLessThanZero() {
    eta.progressed(Stage.CUT, 0);
    pass(10);
    eta.progressed(Stage.CUT, 0.5);

    pass(4);
    assertThat(eta.seconds().orElseThrow()).isCloseTo(6, Offset.offset(0.01));
    pass(60);
    assertThat(eta.seconds()).hasValue(0);
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
