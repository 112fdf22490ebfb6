package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Stage;
import java.util.EnumMap;
import java.util.Map;

/** Measures the wall time of stages, by the monotonic clock. Thread-safe. */
final class StageTimer {
  private static final double NANOS = 1e9;

  private final RunMonitor monitor;
  private final Map<Stage, Double> seconds = new EnumMap<>(Stage.class);

  /**
   * @param monitor hears when stages begin and end
   */
  StageTimer(RunMonitor monitor) {
    this.monitor = monitor;
  }

  /** Starts the watch for one stage; closing it adds the time that went by. */
  Watch time(Stage stage) {
    RunMonitor.StageEnd end = monitor.begin(stage);
    long start = System.nanoTime();
    return () -> {
      add(stage, (System.nanoTime() - start) / NANOS);
      end.close();
    };
  }

  private synchronized void add(Stage stage, double elapsed) {
    seconds.merge(stage, elapsed, Double::sum);
  }

  /** Seconds by stage so far. */
  synchronized Map<Stage, Double> seconds() {
    return Map.copyOf(seconds);
  }

  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
