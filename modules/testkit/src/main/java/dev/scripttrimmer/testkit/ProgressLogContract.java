package dev.scripttrimmer.testkit;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.domain.progress.ProgressLog.LogSlice;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link ProgressLog} does; each test uses a key of its own. */
public abstract class ProgressLogContract {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123Z");
  private static final String URL = "https://videos.s3.eu-west-1.amazonaws.com/lecture.mp4";

  private final QueueKey key = QueueKey.of(UUID.randomUUID().toString());

  /** The log under test; the same, or another view of the same, at every call. */
  protected abstract ProgressLog log();

  @Test
  @DisplayName("an unknown key has no run and no events")
  void unknownKey() {
    assertThat(result(log().lastId(key))).isZero();
    assertThat(result(log().read(key, 0))).isEqualTo(new LogSlice(0, true, List.of()));
    assertThat(result(log().read(key, 17))).isEqualTo(new LogSlice(0, false, List.of()));
  }

  @Test
  @DisplayName("the first event of a run follows nothing, each later one its predecessor")
  void namesThePredecessor() {
    assertThat(append(event(10, 1))).hasValue(0);
    assertThat(append(event(11, 1))).hasValue(10);
    assertThat(append(event(40, 1))).hasValue(11);
    assertThat(result(log().lastId(key))).isEqualTo(40);
  }

  @Test
  @DisplayName("what is there already, and what comes late, is not appended")
  void refusesDuplicatesAndLateEvents() {
    append(event(10, 1));
    append(event(20, 1));

    assertThat(append(event(20, 1))).isEmpty();
    assertThat(append(event(15, 1))).isEmpty();
    assertThat(append(event(10, 1))).isEmpty();

    assertThat(ids(result(log().read(key, 0)))).containsExactly(10L, 20L);
  }

  @Test
  @DisplayName("an event of a later run replaces the log and follows nothing")
  void laterRunReplaces() {
    append(event(10, 1));
    append(event(20, 1));

    assertThat(append(event(30, 2))).hasValue(0);

    LogSlice slice = result(log().read(key, 0));
    assertThat(slice.run()).isEqualTo(2);
    assertThat(ids(slice)).containsExactly(30L);
    assertThat(result(log().read(key, 20)).known()).isFalse();
  }

  @Test
  @DisplayName("an event of an earlier run changes nothing, however large its id")
  void earlierRunIsStale() {
    append(event(30, 2));

    assertThat(append(event(99, 1))).isEmpty();

    assertThat(result(log().read(key, 0)).run()).isEqualTo(2);
    assertThat(result(log().lastId(key))).isEqualTo(30);
  }

  @Test
  @DisplayName("an event of a later run with an id that is not larger changes nothing")
  void laterRunNeedsALargerId() {
    append(event(30, 1));

    assertThat(append(event(30, 2))).isEmpty();
    assertThat(append(event(29, 2))).isEmpty();

    assertThat(result(log().read(key, 0)).run()).isEqualTo(1);
  }

  @Test
  @DisplayName("reading goes on after a known id")
  void readsAfterKnownId() {
    LongStream.of(10, 20, 30).forEach(id -> append(event(id, 1)));

    LogSlice afterFirst = result(log().read(key, 10));
    assertThat(afterFirst.known()).isTrue();
    assertThat(ids(afterFirst)).containsExactly(20L, 30L);

    LogSlice afterLast = result(log().read(key, 30));
    assertThat(afterLast.known()).isTrue();
    assertThat(afterLast.events()).isEmpty();
  }

  @Test
  @DisplayName("an id that no event of the run has is unknown, between, before and beyond")
  void unknownIds() {
    LongStream.of(10, 20, 30).forEach(id -> append(event(id, 1)));

    assertThat(result(log().read(key, 15)).known()).isFalse();
    assertThat(result(log().read(key, 5)).known()).isFalse();
    assertThat(result(log().read(key, 31)).known()).isFalse();
  }

  @Test
  @DisplayName("ids of high epochs are kept exactly")
  void highEpochs() {
    long id = EventIds.first(1L << 20);
    append(event(id, 7));
    append(event(id + 1, 7));

    assertThat(ids(result(log().read(key, id)))).containsExactly(id + 1);
  }

  @Test
  @DisplayName("events come back as they were, component by component")
  void roundTrip() {
    ProgressEvent rich =
        new ProgressEvent(
            10,
            1,
            false,
            new ProgressUpdate(
                URL,
                JobStatus.RUNNING,
                "Transcribing “Änderungen” 测试",
                NOW,
                OptionalDouble.of(71.5),
                Optional.of(Stage.TRANSCRIBE),
                OptionalDouble.of(0.25),
                OptionalDouble.of(12.5),
                OptionalInt.empty(),
                List.of(new ProgressUpdate.TranscriptPart(1.5, 2.25, "so what is entropy")),
                List.of(new ProgressUpdate.ClipReady("Entropy", 0, 61.04, "/clips/1")),
                Optional.empty(),
                Optional.empty()));
    ProgressEvent failed =
        new ProgressEvent(
            20,
            1,
            true,
            new ProgressUpdate(
                URL,
                JobStatus.FAILED,
                "The video has no sound",
                NOW,
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(
                    Failure.of(ErrorCode.NO_AUDIO_TRACK, "The video has no sound.")
                        .in(Stage.AUDIO))));
    append(rich);
    append(failed);

    assertThat(result(log().read(key, 0)).events()).containsExactly(rich, failed);
  }

  @Test
  @DisplayName("keys do not touch each other")
  void keysAreApart() {
    QueueKey other = QueueKey.of(UUID.randomUUID().toString());
    append(event(10, 1));
    result(log().append(other, event(5, 3)));

    assertThat(ids(result(log().read(key, 0)))).containsExactly(10L);
    assertThat(result(log().read(other, 0)).run()).isEqualTo(3);
  }

  @Test
  @DisplayName("durable events and the newest one survive however many come between them")
  void durableEventsStay() {
    List<Long> mustStay = new ArrayList<>();
    for (int id = 1; id <= 3000; id++) {
      boolean durable = id % 400 == 1;
      append(event(id, 1, durable));
      if (durable || id == 3000) {
        mustStay.add((long) id);
      }
    }

    LogSlice slice = result(log().read(key, 0));
    assertThat(ids(slice)).isSorted().containsAll(mustStay);
    assertThat(result(log().read(key, 401)).known()).isTrue();
  }

  @Test
  @DisplayName("of competing writers each event is appended once and the chain has no gap")
  void competingWriters() {
    List<Long> shuffled = new ArrayList<>(LongStream.rangeClosed(1, 200).boxed().toList());
    Collections.shuffle(shuffled, new Random(42));
    List<CompletionStage<OptionalLong>> answers =
        shuffled.parallelStream().map(id -> log().append(key, event(id, 1))).toList();

    TreeMap<Long, Long> predecessors = new TreeMap<>();
    IntStream.range(0, shuffled.size())
        .forEach(
            i ->
                result(answers.get(i))
                    .ifPresent(before -> predecessors.put(shuffled.get(i), before)));
    List<Long> appended = List.copyOf(predecessors.keySet());
    List<Long> before = new ArrayList<>(List.of(0L));
    before.addAll(appended.subList(0, appended.size() - 1));

    assertThat(ids(result(log().read(key, 0)))).isEqualTo(appended).endsWith(200L);
    assertThat(List.copyOf(predecessors.values())).isEqualTo(before);
  }

  private OptionalLong append(ProgressEvent event) {
    return result(log().append(key, event));
  }

  private static List<Long> ids(LogSlice slice) {
    return slice.events().stream().map(ProgressEvent::id).toList();
  }

  private static ProgressEvent event(long id, int run) {
    return event(id, run, true);
  }

  private static ProgressEvent event(long id, int run, boolean durable) {
    return new ProgressEvent(
        id, run, durable, ProgressUpdate.of(URL, JobStatus.RUNNING, "Working", NOW, 5));
  }
}
