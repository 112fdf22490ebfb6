package dev.scripttrimmer.benchmarks.progress;

import dev.scripttrimmer.cluster.ClusterConfig;
import dev.scripttrimmer.cluster.ClusteredVertx;
import dev.scripttrimmer.cluster.MemberAddress;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.domain.progress.ProgressLog.LogSlice;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a writer waits for an append and a reader for a replay, one after the other. With two
 * nodes, both in this process, every second key is the other one's, and each append waits for its
 * backup.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ProgressLogBenchmark {
  private static final int KEYS = 64;
  private static final int REPLAYED = 100;

  /** How many nodes the cluster has. */
  @Param({"1", "2"})
  public int nodes;

  private final Deque<ClusteredVertx> cluster = new ArrayDeque<>();
  private ProgressLog log;
  private long nextId = REPLAYED + 1;

  /** Starts the nodes and tells each key a story. */
  @Setup
  public void start() {
    List<MemberAddress> members = List.of();
    for (int i = 0; i < nodes; i++) {
      ClusterConfig config = ClusterConfig.loopback(new NodeId("node-" + i), members);
      cluster.push(await(ClusteredVertx.start(config, new VertxOptions())));
      members = List.of(cluster.getLast().member());
    }
    log = cluster.getLast().progressLog();
    for (int i = 0; i < KEYS; i++) {
      for (long id = 1; id <= REPLAYED; id++) {
        await(log.append(key(i), event(url(i), id)));
      }
    }
  }

  /** Closes the nodes. */
  @TearDown
  public void stop() {
    while (!cluster.isEmpty()) {
      await(cluster.pop().close());
    }
  }

  /** One fine update; past the cap, the oldest one goes. */
  @Benchmark
  public OptionalLong append() {
    int i = (int) (nextId % KEYS);
    return await(log.append(key(i), event(url(i), nextId++)));
  }

  /** The newest event's id, as every heartbeat of a viewer asks for. */
  @Benchmark
  public Long lastId() {
    return await(log.lastId(key((int) (nextId++ % KEYS))));
  }

  /** A hundred events or more, for a viewer that comes late. */
  @Benchmark
  public LogSlice replay() {
    return await(log.read(key((int) (nextId++ % KEYS)), 0));
  }

  private static QueueKey key(int i) {
    return QueueKey.of(url(i));
  }

  private static String url(int i) {
    return "https://lectures.s3.eu-west-1.amazonaws.com/videos/lecture-" + i + ".mp4";
  }

  private static ProgressEvent event(String url, long id) {
    return new ProgressEvent(
        id,
        1,
        false,
        ProgressUpdate.of(
            url, JobStatus.RUNNING, "Transcribing audio...", Instant.ofEpochMilli(id), 70));
  }

  private static <T> T await(Future<T> future) {
    return await(future.toCompletionStage());
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
