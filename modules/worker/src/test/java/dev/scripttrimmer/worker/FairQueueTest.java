package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>();

  @Test
  void aShortLineIsNotKeptWaitingByALongOne() {
    List.of("a1", "a2", "a3", "a4").forEach(task -> queue.add("a", task));
    List.of("b1", "b2").forEach(task -> queue.add("b", task));

    assertThat(IntStream.range(0, 6).mapToObj(i -> queue.take()))
        .containsExactly("a1", "b1", "a2", "b2", "a3", "a4");
  }

  @Test
  void nothingIsTakenTwice() {
    queue.add("a", "only");
    queue.take();

    assertThatThrownBy(queue::take).isInstanceOf(NoSuchElementException.class);
  }
}
