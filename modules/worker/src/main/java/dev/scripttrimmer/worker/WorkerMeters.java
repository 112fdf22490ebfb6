package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a worker counts. Every label has few values, and all of them are there from the start: a
 * rate then begins at 0 and not at the first failure. Thread-safe.
 */
public final class WorkerMeters {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(2);

  /** What became of a run that a worker had. */
  enum Outcome {
    COMPLETED,
    FAILED,
    /** Failed for a passing reason; it waits to be tried again. */
    RETRIED,
    /** Given back because the node leaves. */
    HANDED_BACK,
    /** Taken over or cancelled by somebody else. */
    LOST
  }

  /** Where a chunk of sound was recognised. */
  enum Chunk {
    HERE,
    ELSEWHERE,
    FOR_OTHERS
  }

  private final Counter claimed;
  private final Counter silent;
  private final Timer turnaround;
  private final Map<Outcome, Counter> runs;
  private final Map<ErrorCode, Counter> failures;
  private final Map<Chunk, Counter> chunks;
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);

  public WorkerMeters(MeterRegistry registry) {
    claimed =
        Counter.builder("trimmer.runs.claimed")
            .description("Runs that this worker took")
            .register(registry);
    silent =
        Counter.builder("trimmer.workers.silent")
            .description("Jobs that this worker found without a living worker")
            .register(registry);
    turnaround =
        Timer.builder("trimmer.job.turnaround")
            .description("From the submission of a job to its result")
            .serviceLevelObjectives(
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                Duration.ofMinutes(30),
                LONGEST)
            .register(registry);
    runs =
        counters(
            registry,
            Outcome.class,
            () ->
                Counter.builder("trimmer.runs.ended")
                    .description("Runs that this worker had, by what became of them"),
            "outcome");
    failures =
        counters(
            registry,
            ErrorCode.class,
            () ->
                Counter.builder("trimmer.run.failures")
                    .description("Failures of runs, those that are tried again included"),
            "code");
    chunks =
        counters(
            registry,
            Chunk.class,
            () ->
                Counter.builder("trimmer.chunks")
                    .description("Chunks of sound recognised, by where"),
            "where");
    for (Stage stage : Stage.values()) {
      stages.put(
          stage,
          Timer.builder("trimmer.stage")
              .description("How long stages took; neighbours overlap")
              .tag("stage", label(stage))
              .serviceLevelObjectives(
                  SHORTEST,
                  Duration.ofSeconds(1),
                  Duration.ofSeconds(10),
                  Duration.ofMinutes(1),
                  Duration.ofMinutes(10),
                  LONGEST)
              .register(registry));
    }
  }

  private static <E extends Enum<E>> Map<E, Counter> counters(
      MeterRegistry registry, Class<E> values, Supplier<Counter.Builder> meter, String label) {
    Map<E, Counter> counters = new EnumMap<>(values);
    for (E value : values.getEnumConstants()) {
      counters.put(value, meter.get().tag(label, label(value)).register(registry));
    }
    return counters;
  }

  /** The value that a constant has as a label. */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  void claimed() {
    claimed.increment();
  }

  void workerSilent() {
    silent.increment();
  }

  void ended(Outcome outcome) {
    runs.get(outcome).increment();
  }

  void failed(ErrorCode code) {
    failures.get(code).increment();
  }

  void delivered(Duration sinceSubmission) {
    turnaround.record(sinceSubmission);
  }

  void stage(Stage stage, Duration took) {
    stages.get(stage).record(took);
  }

  void chunk(Chunk chunk) {
    chunks.get(chunk).increment();
  }
}
