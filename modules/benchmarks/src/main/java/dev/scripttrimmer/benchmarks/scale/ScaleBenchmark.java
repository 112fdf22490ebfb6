package dev.scripttrimmer.benchmarks.scale;

import com.sun.management.OperatingSystemMXBean;
import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.jobstore.JobStoreConfig;
import dev.scripttrimmer.jobstore.ObjectJobStore;
import dev.scripttrimmer.pipeline.Pipeline;
import dev.scripttrimmer.testkit.Await;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.InMemoryProgressLog;
import dev.scripttrimmer.testkit.JobSamples;
import dev.scripttrimmer.worker.RetryPolicy;
import dev.scripttrimmer.worker.WorkTracer;
import dev.scripttrimmer.worker.WorkerConfig;
import dev.scripttrimmer.worker.WorkerMeters;
import dev.scripttrimmer.worker.WorkerPorts;
import dev.scripttrimmer.worker.WorkerVerticle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The real claiming, leasing and telling, with stages that only wait: 1 to 16 workers before a long
 * queue, all in this process, around a store whose every answer takes 5 ms. Then 16 workers take
 * all of that queue, with stages that take no time, to see that each job is run once.
 */
public final class ScaleBenchmark {
  private static final String BUCKET = "bucket";
  private static final int JOBS = 10_000;
  private static final int SLOTS = 2;
  private static final long STORE_MILLIS = 5;
  private static final long JOB_MILLIS = 1000;
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final Duration BEACON = Duration.ofSeconds(2);
  private static final Set<String> CAPABILITIES = Set.of("cpu");
  private static final int MOST_WORKERS = 16;
  private static final long LOOK_MILLIS = 200;
  private static final Instant START = Instant.EPOCH;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final ConcurrentLinkedQueue<Double> turnarounds = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Long> lastEnd = new ThreadLocal<>();

  private final AtomicLong runs = new AtomicLong();
  private final long jobMillis;

  private ScaleBenchmark(long jobMillis) {
    this.jobMillis = jobMillis;
  }

  /** Prints a table. */
  public static void main(String[] arguments) throws InterruptedException {
    System.out.printf(
        "%d queued jobs of %d ms, %d at once per worker, store answers in %d ms%n",
        JOBS, JOB_MILLIS, SLOTS, STORE_MILLIS);
    System.out.printf(
        "%7s %8s %10s %17s %17s %10s %s%n",
        "workers",
        "jobs/s",
        "efficiency",
        "turnaround p50 ms",
        "turnaround p99 ms",
        "CPU ms/job",
        "store requests per job");
    for (int workers : new int[] {1, 2, 4, 8, MOST_WORKERS}) {
      new ScaleBenchmark(JOB_MILLIS).measure(workers);
    }
    new ScaleBenchmark(0).drain(MOST_WORKERS);
    System.exit(0);
  }

  private void measure(int workers) throws InterruptedException {
    CountingStore store = new CountingStore(queue(), STORE_MILLIS);
    Vertx vertx = Vertx.vertx();
    start(workers, vertx, store);
    Thread.sleep(2 * JOB_MILLIS);
    turnarounds.clear();
    store.take();
    long cpu = cpuNanos();
    Thread.sleep(WINDOW.toMillis());
    report(workers, turnarounds.stream().sorted().toList(), cpuNanos() - cpu, store.take());
    Await.result(vertx.close().toCompletionStage());
  }

  /** Until the queue is empty. */
  private void drain(int workers) throws InterruptedException {
    ObjectStore objects = queue();
    Vertx vertx = Vertx.vertx();
    long from = System.nanoTime();
    long cpu = cpuNanos();
    start(workers, vertx, new CountingStore(objects, STORE_MILLIS));
    ObjectJobStore near = jobs(objects);
    while (!Await.result(near.active(1)).isEmpty()) {
      Thread.sleep(LOOK_MILLIS);
    }
    double seconds = (System.nanoTime() - from) / NANOS_PER_SECOND;
    long completed =
        IntStream.range(0, JOBS)
            .mapToObj(i -> Await.result(near.find(JobSamples.pending(name(i), START).key())))
            .filter(head -> head.orElseThrow().job() instanceof Job.Completed)
            .count();
    System.out.printf(
        "%d workers, stages that take no time: %d jobs in %.0f s, %.0f a second, %.1f CPU ms each;"
            + " runs %d, completed %d%n",
        workers,
        JOBS,
        seconds,
        JOBS / seconds,
        (cpuNanos() - cpu) / NANOS_PER_MILLI / JOBS,
        runs.get(),
        completed);
    Await.result(vertx.close().toCompletionStage());
  }

  private static String name(int job) {
    return "job-" + job;
  }

  /** A store with all the jobs waiting. */
  private static ObjectStore queue() {
    InMemoryObjectStore objects = new InMemoryObjectStore(BUCKET);
    ObjectJobStore near = jobs(objects);
    Instant first = Instant.now();
    IntStream.range(0, JOBS)
        .forEach(i -> Await.result(near.create(JobSamples.pending(name(i), first.plusMillis(i)))));
    return objects;
  }

  private void start(int workers, Vertx vertx, ObjectStore store) {
    InMemoryProgressLog log = new InMemoryProgressLog();
    MessageBus bus = new MessageBus(vertx.eventBus());
    for (int i = 0; i < workers; i++) {
      NodeId node = new NodeId("worker-" + i);
      vertx.setPeriodic(BEACON.toMillis(), timer -> bus.publish(Addresses.NODES, status(node)));
      WorkerConfig config =
          new WorkerConfig(
              node,
              CAPABILITIES,
              SLOTS,
              Duration.ofSeconds(3),
              Duration.ofSeconds(12),
              Duration.ofSeconds(1),
              RetryPolicy.DEFAULT);
      WorkerPorts ports =
          new WorkerPorts(
              jobs(store),
              bus,
              new ProgressPublisher(log, bus),
              pipeline(),
              new WorkerMeters(new SimpleMeterRegistry()),
              new WorkTracer(OpenTelemetry.noop().getTracer("none")),
              Clock.systemUTC());
      Await.result(vertx.deployVerticle(new WorkerVerticle(config, ports)).toCompletionStage());
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static NodeStatus status(NodeId node) {
    return new NodeStatus(
        node,
        "localhost",
        Set.of("worker"),
        CAPABILITIES,
        Optional.empty(),
        0,
        0,
        List.of(),
        false,
        Instant.now());
  }

  private static ObjectJobStore jobs(ObjectStore store) {
    return new ObjectJobStore(store, JobStoreConfig.in(BUCKET), Clock.systemUTC());
  }

  /** Waits where it would work. A turnaround is all that a slot does between two jobs. */
  private Pipeline pipeline() {
    return (request, monitor, cancellation) -> {
      runs.incrementAndGet();
      if (lastEnd.get() != null) {
        turnarounds.add((System.nanoTime() - lastEnd.get()) / NANOS_PER_MILLI);
      }
      for (Milestone milestone : Milestone.values()) {
        if (milestone != Milestone.COMPLETED) {
          monitor.reach(milestone);
          cancellation.check();
          pause(jobMillis / (Milestone.values().length - 1));
        }
      }
      lastEnd.set(System.nanoTime());
      return JobSamples.result(1);
    };
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void report(
      int workers, List<Double> sorted, long cpuNanos, Map<String, Long> requests) {
    double perSecond = sorted.size() / (double) WINDOW.toSeconds();
    double ideal = workers * SLOTS * 1000.0 / JOB_MILLIS;
    StringBuilder kinds = new StringBuilder();
    requests.forEach(
        (kind, count) ->
            kinds.append(
                String.format("%s %.1f  ", kind, count / (double) Math.max(1, sorted.size()))));
    System.out.printf(
        "%7d %8.1f %10.2f %17.0f %17.0f %10.1f %s%n",
        workers,
        perSecond,
        perSecond / ideal,
        at(sorted, 0.5),
        at(sorted, 0.99),
        cpuNanos / NANOS_PER_MILLI / Math.max(1, sorted.size()),
        kinds);
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
  }
}
