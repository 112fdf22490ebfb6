package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.Stage;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Estimates how long a run still takes: the present stage at the speed it has had so far, and what
 * follows in proportion to it. Recognition dwarfs the rest, so a proportion is good enough. Not
 * thread-safe.
 */
final class Eta {
  private static final double NANOS = 1e9;

  /** A stage's speed is believed once this much of it is done. */
  private static final double ENOUGH = 0.05;

  /** What cutting and uploading take, seen against recognition, on a node without a GPU. */
  private static final double CLIPS_PER_SPEECH = 0.4;

  private final LongSupplier nanos;
  private final Map<Stage, Long> started = new EnumMap<>(Stage.class);
  private OptionalDouble remaining = OptionalDouble.empty();
  private long estimatedAt;

  /**
   * @param nanos a monotonic clock
   */
  Eta(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void progressed(Stage stage, double fraction) {
    long now = nanos.getAsLong();
    double elapsed = (now - started.computeIfAbsent(stage, first -> now)) / NANOS;
    boolean dominant = stage == Stage.TRANSCRIBE || stage == Stage.CUT;
    if (!dominant || fraction < ENOUGH) {
      return;
    }
    double whole = elapsed / fraction;
    double later = stage == Stage.TRANSCRIBE ? whole * CLIPS_PER_SPEECH : 0;
    remaining = OptionalDouble.of(whole * (1 - fraction) + later);
    estimatedAt = now;
  }

  /** Seconds until the end, 0 or more; empty while nothing is known. */
  OptionalDouble seconds() {
    if (remaining.isEmpty()) {
      return remaining;
    }
    double since = (nanos.getAsLong() - estimatedAt) / NANOS;
    return OptionalDouble.of(Math.max(0, remaining.getAsDouble() - since));
  }
}
