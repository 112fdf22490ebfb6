package dev.scripttrimmer.gateway.stream;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Calls each of many once per period, a part of them at a time, so that ten thousand heartbeats do
 * not fall into one moment. Belongs to one event loop.
 */
final class Pulse {
  private static final int SLOTS = 8;

  private final List<Set<Runnable>> slots =
      IntStream.range(0, SLOTS).<Set<Runnable>>mapToObj(i -> new LinkedHashSet<>()).toList();
  private final Vertx vertx;
  private final long timer;
  private int joined;
  private int turn;

  Pulse(Vertx vertx, Duration period) {
    this.vertx = vertx;
    this.timer = vertx.setPeriodic(Math.max(1, period.toMillis() / SLOTS), tick -> beat());
  }

  /**
   * @param member called once per period from then on
   * @return ends that
   */
  Runnable join(Runnable member) {
    Set<Runnable> slot = slots.get(joined++ % SLOTS);
    slot.add(member);
    return () -> slot.remove(member);
  }

  private void beat() {
    turn = (turn + 1) % SLOTS;
    new ArrayList<>(slots.get(turn)).forEach(Runnable::run);
  }

  void stop() {
    vertx.cancelTimer(timer);
  }
}
