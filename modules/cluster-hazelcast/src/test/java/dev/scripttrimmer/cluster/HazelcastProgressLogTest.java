package dev.scripttrimmer.cluster;

import static dev.scripttrimmer.cluster.Events.ids;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What this log does beyond the port's contract: it forgets, in a certain order. */
class HazelcastProgressLogTest {
  /** Three keys per partition. */
  private static final LogLimits LIMITS =
      new LogLimits(Duration.ofHours(1), 16, 4, 3 * 271, Duration.ofSeconds(20));

  private static final TestCluster CLUSTER = new TestCluster();
  private static ProgressLog log;
  private static HazelcastInstance hazelcast;

  private final QueueKey key = QueueKey.of(UUID.randomUUID().toString());

  @BeforeAll
  static void start() {
    ClusteredVertx node = CLUSTER.start(CLUSTER.config("alone", 0, Optional.empty(), LIMITS));
    log = node.progressLog();
    hazelcast = CLUSTER.hazelcast(node);
  }

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  @Test
  @DisplayName("past the cap, the oldest fine updates go, and no milestone does")
  void thins() {
    append(key, Events.milestone(1, 1));
    LongStream.rangeClosed(2, 30)
        .forEach(id -> append(key, id % 10 == 0 ? Events.milestone(id, 1) : Events.fine(id, 1)));

    List<Long> expected = new ArrayList<>(List.of(1L, 10L));
    // 16 fine ones are 29 down to 21, and 19 down to 13; 20 and 30 are milestones.
    LongStream.rangeClosed(13, 30).forEach(expected::add);
    assertThat(ids(result(log.read(key, 0)))).isEqualTo(expected);
  }

  @Test
  @DisplayName("the first event of a run stays even if it is a fine one")
  void keepsTheFirst() {
    LongStream.rangeClosed(1, 40).forEach(id -> append(key, Events.fine(id, 1)));

    assertThat(ids(result(log.read(key, 0)))).hasSize(17).startsWith(1L, 25L).endsWith(40L);
  }

  @Test
  @DisplayName("once the run has ended, the newest few of its fine updates stay")
  void thinsTheEnded() {
    append(key, Events.milestone(1, 1));
    LongStream.rangeClosed(2, 15).forEach(id -> append(key, Events.fine(id, 1)));

    append(key, Events.failed(16, 1));

    assertThat(ids(result(log.read(key, 0)))).containsExactly(1L, 12L, 13L, 14L, 15L, 16L);
    assertThat(result(log.read(key, 14)).known()).isTrue();
    assertThat(result(log.read(key, 5)).known()).isFalse();
  }

  @Test
  @DisplayName("a log expires after its newest event, not after its first")
  void eachAppendPutsTheEndOff() {
    IMap<String, ?> map = hazelcast.getMap(HazelcastProgressLog.MAP);
    append(key, Events.milestone(1, 1));
    long earlier = map.getEntryView(key.value()).getExpirationTime();
    long now = System.currentTimeMillis();
    assertThat(earlier).isBetween(now, now + Duration.ofHours(1).toMillis() + 1_000);

    // Hazelcast counts in seconds: append until one has passed.
    long id = 2;
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (map.getEntryView(key.value()).getExpirationTime() == earlier
        && System.nanoTime() < deadline) {
      append(key, Events.fine(id++, 1));
    }

    assertThat(map.getEntryView(key.value()).getExpirationTime()).isGreaterThan(earlier);
  }

  @Test
  @DisplayName("a refused append does not put the end off")
  void refusedAppendsDoNot() {
    IMap<String, ?> map = hazelcast.getMap(HazelcastProgressLog.MAP);
    append(key, Events.milestone(5, 1));
    long version = map.getEntryView(key.value()).getVersion();

    assertThat(append(key, Events.milestone(5, 1))).isEmpty();

    assertThat(map.getEntryView(key.value()).getVersion()).isEqualTo(version);
  }

  @Test
  @DisplayName("past the cap on keys, the oldest ended log goes and running ones stay")
  void evictsTheEnded() {
    List<QueueKey> neighbours = keysOfOnePartition(5);
    QueueKey running = neighbours.get(0);
    QueueKey endedFirst = neighbours.get(1);
    QueueKey alsoRunning = neighbours.get(2);
    append(running, Events.milestone(1, 1));
    append(endedFirst, Events.failed(1, 1));
    append(alsoRunning, Events.milestone(1, 1));

    append(neighbours.get(3), Events.milestone(1, 1));

    assertThat(result(log.lastId(endedFirst))).isZero();
    assertThat(result(log.lastId(running))).isEqualTo(1);
    assertThat(result(log.lastId(alsoRunning))).isEqualTo(1);
    assertThat(result(log.lastId(neighbours.get(3)))).isEqualTo(1);
  }

  @Test
  @DisplayName("an answer that does not come in time is a failure")
  void timesOut() {
    ProgressLog hasty =
        new HazelcastProgressLog(
            hazelcast,
            new LogLimits(Duration.ofHours(1), 16, 4, 1_000, Duration.ofMillis(50)),
            Runnable::run);
    IMap<String, ?> map = hazelcast.getMap(HazelcastProgressLog.MAP);
    // By another thread, because a lock's owner is let in.
    result(CompletableFuture.runAsync(() -> map.lock(key.value())));
    try {
      assertThatThrownBy(() -> result(hasty.append(key, Events.milestone(1, 1))))
          .hasRootCauseInstanceOf(TimeoutException.class);
    } finally {
      map.forceUnlock(key.value());
    }
  }

  @Test
  @DisplayName("an answer that nobody decodes any more is a failure")
  void decoderIsGone() {
    ProgressLog closing =
        new HazelcastProgressLog(
            hazelcast,
            new LogLimits(Duration.ofHours(1), 16, 4, 1_000, Duration.ofMillis(50)),
            dropped -> {});

    assertThatThrownBy(() -> result(closing.lastId(key)))
        .hasRootCauseInstanceOf(TimeoutException.class);
  }

  @Test
  @DisplayName("a class that nobody has to send is not deserialised")
  void deserialisesWhatIsListed() {
    IMap<String, Object> map = hazelcast.getMap("anything");
    map.put("file", new File("a"));

    assertThatThrownBy(() -> map.get("file"))
        .isInstanceOf(HazelcastSerializationException.class)
        .hasStackTraceContaining("java.io.File");
  }

  private static OptionalLong append(QueueKey key, ProgressEvent event) {
    return result(log.append(key, event));
  }

  private static List<QueueKey> keysOfOnePartition(int count) {
    return Stream.generate(() -> QueueKey.of(UUID.randomUUID().toString()))
        .filter(
            key -> hazelcast.getPartitionService().getPartition(key.value()).getPartitionId() == 7)
        .limit(count)
        .toList();
  }
}
