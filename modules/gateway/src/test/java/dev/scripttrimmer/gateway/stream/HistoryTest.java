package dev.scripttrimmer.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final String URL = "https://bucket.s3.test/a.mp4";

  private final History history = new History();

  @Test
  void onlyNewerEventsAreTaken() {
    assertThat(history.add(event(5, 1, true))).isTrue();
    assertThat(history.add(event(5, 1, true))).isFalse();
    assertThat(history.add(event(4, 1, true))).isFalse();
    assertThat(history.add(event(9, 1, true))).isTrue();

    assertThat(ids(0)).containsExactly(5L, 9L);
    assertThat(ids(5)).containsExactly(9L);
    assertThat(ids(7)).containsExactly(9L);
    assertThat(ids(9)).isEmpty();
  }

  @Test
  void aPlaceIsKnownWhenAnEventIsThere() {
    LongStream.of(5, 9, 12).forEach(id -> history.add(event(id, 1, true)));

    assertThat(LongStream.rangeClosed(0, 15).filter(history::knows)).containsExactly(5L, 9L, 12L);
  }

  @Test
  void aNewRunReplacesTheOldOne() {
    history.add(event(5, 1, true));
    history.add(event(9, 2, true));

    assertThat(history.run()).isEqualTo(2);
    assertThat(ids(0)).containsExactly(9L);
    assertThat(history.knows(5)).isFalse();
  }

  @Test
  void whoeverIsAtTheSamePlaceSharesOneBuffer() {
    LongStream.of(5, 9, 12).forEach(id -> history.add(event(id, 1, true)));

    Frames chunk = history.framesAfter(0);

    assertThat(chunk.events()).isEqualTo(3);
    assertThat(chunk.lastId()).isEqualTo(12);
    assertThat(chunk.bytes().toString()).startsWith("id: 5\ndata: {").endsWith("}\n\n");
    assertThat(history.framesAfter(0).bytes()).isSameAs(chunk.bytes());
    assertThat(history.framesAfter(9).bytes()).isSameAs(history.framesAfter(10).bytes());
  }

  @Test
  void whatIsMissedIsHandedOnInPieces() {
    LongStream.rangeClosed(1, 1_500).forEach(id -> history.add(event(id, 1, true)));
    long position = 0;
    int events = 0;
    int pieces = 0;
    while (position < 1_500) {
      Frames chunk = history.framesAfter(position);
      assertThat(chunk.bytes().length()).isLessThanOrEqualTo(History.CHUNK_BYTES);
      assertThat(chunk.lastId()).isEqualTo(position + chunk.events());
      position = chunk.lastId();
      events += chunk.events();
      pieces++;
    }
    assertThat(events).isEqualTo(1_500);
    assertThat(pieces).isGreaterThan(1);
  }

  @Test
  void aLongStoryLosesOldEventsThatMayBeLost() {
    for (int id = 1; id <= 3 * History.CAPACITY; id++) {
      history.add(event(id, 1, id % 100 == 0));
    }

    List<Long> kept = ids(0);
    assertThat(kept).hasSizeLessThanOrEqualTo(History.CAPACITY + 1).isSorted();
    assertThat(kept)
        .containsAll(
            LongStream.rangeClosed(1, 3 * History.CAPACITY / 100)
                .map(i -> i * 100)
                .boxed()
                .toList())
        .contains((long) 3 * History.CAPACITY, 3L * History.CAPACITY - 1);
  }

  private List<Long> ids(long after) {
    return history.after(after).stream().map(EncodedEvent::id).toList();
  }

  private static EncodedEvent event(long id, int run, boolean durable) {
    ProgressUpdate update =
        ProgressUpdate.of(
            URL, JobStatus.RUNNING, "Working", Instant.parse("2026-03-04T05:06:07Z"), 5);
    return EncodedEvent.of(QueueKey.of(URL), new ProgressEvent(id, run, durable, update));
  }
}
