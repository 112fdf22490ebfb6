package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColleaguesTest {
  private static final Duration SILENCE = Duration.ofSeconds(9);
  private static final Duration TURN = Duration.ofSeconds(24);
  private static final List<QueueKey> JOBS =
      IntStream.range(0, 1000).mapToObj(i -> QueueKey.of("job-" + i)).toList();

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void whoIsAloneWatchesEverything() {
    assertThat(JOBS).allMatch(worker(0, "cpu")::watches);
  }

  @Test
  void twoWatchEverythingBetweenThem() {
    assertThat(cluster(2)).allSatisfy(worker -> assertThat(JOBS).allMatch(worker::watches));
  }

  @Test
  void eachJobIsWatchedByAFewAndEachWorkerWatchesItsShare() {
    int size = 20;
    List<Colleagues> cluster = cluster(size);

    for (QueueKey job : JOBS) {
      assertThat(cluster.stream().filter(worker -> worker.watches(job)).count()).isBetween(2L, 10L);
    }
    for (Colleagues worker : cluster) {
      // Two watch each job, and one more now and then: 150 of 1,000 among 20.
      assertThat(JOBS.stream().filter(worker::watches).count()).isBetween(75L, 225L);
    }
  }

  @Test
  void aWorkerThatWatchesAJobGoesOnWhenAnotherLeaves() {
    List<Colleagues> cluster = cluster(10);
    Colleagues first = cluster.get(0);
    List<QueueKey> before = JOBS.stream().filter(first::watches).toList();

    first.left(node(9));

    assertThat(JOBS.stream().filter(first::watches).filter(before::contains).count())
        .isGreaterThan(before.size() * 3 / 4);
  }

  @Test
  void everyJobIsWatchedByEverybodyInTheLongRun() {
    Colleagues worker = cluster(4).get(0);
    List<QueueKey> unwatched = new ArrayList<>(JOBS.subList(0, 50));

    for (int turn = 0; turn < 200; turn++) {
      nanos.addAndGet(TURN.toNanos());
      unwatched.removeIf(worker::watches);
    }

    assertThat(unwatched).isEmpty();
  }

  @Test
  void whoIsSilentOrDrainsCountsNoMore() {
    Colleagues worker = worker(0, "cpu");
    for (int i = 1; i < 10; i++) {
      worker.heard(status(i, false, "cpu"));
    }
    assertThat(JOBS).anyMatch(job -> !worker.watches(job));

    for (int i = 2; i < 10; i++) {
      worker.heard(status(i, true, "cpu"));
    }
    nanos.addAndGet(SILENCE.toNanos() + 1);
    worker.forgetTheSilent();

    assertThat(JOBS).allMatch(worker::watches);
  }

  @Test
  void oneIsTheFirstToTakeAJobAndOthersFollowInLine() {
    List<Colleagues> cluster = cluster(5);

    for (QueueKey job : JOBS) {
      assertThat(cluster.stream().map(worker -> worker.before(job, 10)))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }
    assertThat(cluster).allMatch(worker -> worker.before(JOBS.get(0), 2) <= 2);
  }

  @Test
  void whoHasAGpuComesBeforeAllWhoHaveNone() {
    Colleagues plain = worker(0, "cpu");
    Colleagues fast = worker(1, "cpu", "gpu");
    plain.heard(status(1, false, "cpu", "gpu"));
    fast.heard(status(0, false, "cpu"));

    assertThat(JOBS).allMatch(job -> fast.before(job, 8) == 0 && plain.before(job, 8) == 1);

    plain.left(node(1));
    assertThat(JOBS).allMatch(job -> plain.before(job, 8) == 0);
  }

  private List<Colleagues> cluster(int size) {
    List<Colleagues> cluster = IntStream.range(0, size).mapToObj(i -> worker(i, "cpu")).toList();
    cluster.forEach(
        worker -> IntStream.range(0, size).forEach(i -> worker.heard(status(i, false, "cpu"))));
    return cluster;
  }

  private Colleagues worker(int number, String... capabilities) {
    return new Colleagues(node(number), Set.of(capabilities), SILENCE, TURN, nanos::get);
  }

  private static NodeId node(int number) {
    return new NodeId("node-" + number);
  }

  private static NodeStatus status(int number, boolean draining, String... capabilities) {
    return new NodeStatus(
        node(number),
        "localhost",
        Set.of("worker"),
        Set.of(capabilities),
        Optional.empty(),
        1,
        0,
        List.of(),
        draining,
        Instant.EPOCH);
  }
}
