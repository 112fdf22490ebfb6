package dev.scripttrimmer.benchmarks.progress;

import dev.scripttrimmer.cluster.ClusterConfig;
import dev.scripttrimmer.cluster.ClusteredVertx;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import io.vertx.core.VertxOptions;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Tells one node's progress log the stories of so many jobs, each to its end, and prints what the
 * heap holds of them; run it with {@code -Xmx} to see that they fit. The first job of all has to be
 * forgotten in the end, the last one known.
 */
public final class RetentionBenchmark {
  private static final String URL = "https://lectures.s3.eu-west-1.amazonaws.com/videos/%d.mp4";
  private static final int FINE_UPDATES = 16;
  private static final int RESULT_BYTES = 4_096;
  private static final int AT_ONCE = 200;
  private static final int REPORTED = 20_000;
  private static final double MEGABYTE = 1024 * 1024;

  private final ProgressLog log;

  private RetentionBenchmark(ProgressLog log) {
    this.log = log;
  }

  /**
   * @param arguments how many jobs; 110,000 unless told, a tenth more than a node keeps
   */
  public static void main(String[] arguments) {
    int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 110_000;
    ClusterConfig config = ClusterConfig.loopback(new NodeId("node"), List.of());
    ClusteredVertx node =
        ClusteredVertx.start(config, new VertxOptions())
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    double empty = heapInUse();
    RetentionBenchmark benchmark = new RetentionBenchmark(node.progressLog());
    for (int first = 0; first < jobs; first += AT_ONCE) {
      benchmark.tell(first, Math.min(jobs, first + AT_ONCE));
      int told = Math.min(jobs, first + AT_ONCE);
      if (told % REPORTED == 0 || told == jobs) {
        double used = heapInUse() - empty;
        System.out.printf(
            "%,d jobs told, the first is %s, the last is %s: %.0f MB of %.0f MB heap more than"
                + " before%n",
            told,
            benchmark.state(0),
            benchmark.state(told - 1),
            used / MEGABYTE,
            Runtime.getRuntime().maxMemory() / MEGABYTE);
      }
    }
    node.close().toCompletionStage().toCompletableFuture().join();
    System.exit(0);
  }

  private String state(int job) {
    return join(log.lastId(key(job))) == 0 ? "forgotten" : "known";
  }

  /** Side by side, each in order. */
  private void tell(int from, int to) {
    List<CompletionStage<?>> told = new ArrayList<>();
    for (int job = from; job < to; job++) {
      CompletionStage<?> story = null;
      for (ProgressEvent event : story(job)) {
        QueueKey key = key(job);
        story =
            story == null
                ? log.append(key, event)
                : story.thenCompose(appended -> log.append(key, event));
      }
      told.add(story);
    }
    told.forEach(RetentionBenchmark::join);
  }

  private static List<ProgressEvent> story(int job) {
    EventIds ids = new EventIds(1);
    List<ProgressEvent> events = new ArrayList<>();
    events.add(event(ids, job, true, JobStatus.PENDING, "Waiting for a free worker...", 0));
    for (Milestone milestone : Milestone.values()) {
      boolean last = milestone == Milestone.COMPLETED;
      String message = last ? "x".repeat(RESULT_BYTES) : milestone.message();
      events.add(
          event(
              ids,
              job,
              true,
              last ? JobStatus.COMPLETED : JobStatus.RUNNING,
              message,
              milestone.progress()));
      for (int i = 0; i < FINE_UPDATES / Milestone.values().length && !last; i++) {
        events.add(event(ids, job, false, JobStatus.RUNNING, "part " + i, milestone.progress()));
      }
    }
    return events;
  }

  private static ProgressEvent event(
      EventIds ids, int job, boolean durable, JobStatus status, String message, double progress) {
    return new ProgressEvent(
        ids.next(),
        1,
        durable,
        ProgressUpdate.of(URL.formatted(job), status, message, Instant.EPOCH, progress));
  }

  private static QueueKey key(int job) {
    return QueueKey.of(URL.formatted(job));
  }

  /** Bytes that live after a full collection. */
  private static double heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
