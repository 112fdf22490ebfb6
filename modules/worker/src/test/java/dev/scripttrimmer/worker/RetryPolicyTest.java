package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.job.RunState;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final RetryPolicy POLICY = RetryPolicy.DEFAULT;

  @Test
  void whatAnotherTryMayMendIsTriedFiveTimes() {
    Failure passing = Failure.of(ErrorCode.STORAGE_UNAVAILABLE, "The store is away.");

    assertThat(POLICY.retries(after(0, 0), passing)).isTrue();
    assertThat(POLICY.retries(after(3, 0), passing)).isTrue();
    assertThat(POLICY.retries(after(4, 0), passing)).isFalse();
  }

  @Test
  void whatNoTryCanMendIsNotTriedAgain() {
    assertThat(POLICY.retries(after(0, 0), Failure.of(ErrorCode.NOT_A_VIDEO, "No video.")))
        .isFalse();
  }

  @Test
  void aRunThatKillsItsThirdWorkerIsGivenUp() {
    assertThat(POLICY.survives(after(0, 1))).isTrue();
    assertThat(POLICY.survives(after(0, 2))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 500, 1000",
    "1, 1000, 2000",
    "5, 16000, 32000",
    "6, 30000, 60000",
    "60, 30000, 60000"
  })
  void pausesDoubleUpToAMinuteAndVaryByHalf(int failures, long least, long most) {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    for (int i = 0; i < 100; i++) {
      assertThat(POLICY.pause(failures, random))
          .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
    }
  }

  private static RunState after(int failures, int lostWorkers) {
    return new RunState(1, 1, 3, failures, lostWorkers, List.of());
  }
}
