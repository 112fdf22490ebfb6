package dev.scripttrimmer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TrimException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ChunkFlowTest {
  private final Cancellation cancellation = new Cancellation();

  @Test
  void resultsComeInTheSequencesOrderWhateverEndsFirst() {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    try (ChunkFlow<String> flow = new ChunkFlow<>(cancellation, 2)) {
      flow.submit(stop -> first);
      flow.submit(stop -> second);
      second.complete("b");
      first.complete("a");

      assertThat(flow.gather()).containsExactly("a", "b");
    }
  }

  @Test
  void noMoreIsInFlightThanAllowed() {
    AtomicInteger inFlight = new AtomicInteger();
    List<Integer> seen = new ArrayList<>();
    try (ChunkFlow<Integer> flow = new ChunkFlow<>(cancellation, 3)) {
      for (int i = 0; i < 50; i++) {
        flow.submit(
            stop -> {
              seen.add(inFlight.incrementAndGet());
              return CompletableFuture.supplyAsync(inFlight::decrementAndGet);
            });
      }
      flow.gather();
    }
    assertThat(seen).hasSize(50).allMatch(count -> count <= 3);
  }

  @Test
  void workThatCannotEvenStartTakesUpNoRoom() {
    try (ChunkFlow<String> flow = new ChunkFlow<>(cancellation, 1)) {
      assertThatThrownBy(
              () ->
                  flow.submit(
                      stop -> {
                        throw new TrimException(ErrorCode.STORAGE_UNAVAILABLE, "It is away.");
                      }))
          .isInstanceOf(TrimException.class);
    }
  }

  @Test
  void theFirstFailureStopsTheRestAndIsTheOneThatIsTold() {
    CompletableFuture<String> failing = new CompletableFuture<>();
    try (ChunkFlow<String> flow = new ChunkFlow<>(cancellation, 3)) {
      flow.submit(ChunkFlowTest::untilStopped);
      flow.submit(stop -> failing);
      flow.submit(ChunkFlowTest::untilStopped);
      failing.completeExceptionally(new TrimException(ErrorCode.RECOGNISER_FAILED, "It broke."));

      assertFails(flow::gather, ErrorCode.RECOGNISER_FAILED);
      assertFails(() -> flow.submit(stop -> failing), ErrorCode.RECOGNISER_FAILED);
    }
  }

  @Test
  void aCancelledRunStopsEverything() {
    try (ChunkFlow<String> flow = new ChunkFlow<>(cancellation, 2)) {
      flow.submit(ChunkFlowTest::untilStopped);
      cancellation.cancel(Failure.of(ErrorCode.CANCELLED, "The job was cancelled."));

      assertThatThrownBy(flow::gather).hasMessageContaining("The job was cancelled.");
    }
  }

  @Test
  void closingWaitsForWhatRuns() {
    AtomicInteger stopped = new AtomicInteger();
    ChunkFlow<String> flow = new ChunkFlow<>(cancellation, 2);
    flow.submit(
        stop -> untilStopped(stop).whenComplete((result, failure) -> stopped.incrementAndGet()));

    flow.close();

    assertThat(stopped).hasValue(1);
  }

  private static CompletableFuture<String> untilStopped(Cancellation stop) {
    CompletableFuture<String> result = new CompletableFuture<>();
    stop.onCancel(
        () -> {
          try {
            stop.check();
          } catch (TrimException e) {
            result.completeExceptionally(new CompletionException(e));
          }
        });
    return result;
  }

  private static void assertFails(Runnable work, ErrorCode code) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            TrimException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
