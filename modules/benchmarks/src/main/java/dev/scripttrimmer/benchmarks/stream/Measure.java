package dev.scripttrimmer.benchmarks.stream;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One number that is compared.
 *
 * @param name what a reader is told
 * @param run what the load generator does; measures of the same run share it
 * @param value out of what the load generator reports
 * @param moreIsBetter otherwise less is
 * @param bar what the ratio to nchan has to reach, or stay below
 */
record Measure(
    String name, Run run, ToDoubleFunction<Report> value, boolean moreIsBetter, double bar) {
  private static final double MILLION = 1e6;
  private static final Run SINGLE = new Run("single", "fanout", "--events 60 --warm 20 --window 1");
  private static final Run BURST = new Run("burst", "fanout", "--events 160 --warm 20 --window 8");

  /** As many at once as the load generator can read: beyond that, its own queue is measured. */
  private static final Run REPLAY =
      new Run("replay", "replay", "--keys 100 --retained 100 --conc 16");

  private static final Run RECONNECT = new Run("reconnect", "reconnect", "");

  /** Ten thousand on one node; not compared. */
  static final Run MANY = new Run("many", "fanout", "--events 20 --warm 5 --window 1");

  /** Connects and does nothing: the first run of a new server. */
  static final Measure IDLE =
      new Measure(
          "idle memory per connection, KB of RSS",
          new Run("idle", "fanout", "--events 0 --warm 0"),
          report -> report.number("rssKBperConn"),
          false,
          1.5);

  static final List<Measure> ALL =
      List.of(
          new Measure(
              "single events: CPU per delivery, µs",
              SINGLE,
              report -> report.number("srvCpuPer1M"),
              false,
              1.0),
          new Measure(
              "bursts: deliveries per CPU-second",
              BURST,
              report -> MILLION / report.number("srvCpuPer1M"),
              true,
              2.5),
          new Measure(
              "replay of 100 events: subscribers per CPU-second",
              REPLAY,
              report -> MILLION / report.number("srvCpuMsPer1kSubs"),
              true,
              3),
          new Measure(
              "replay of 100 events: p99, ms",
              REPLAY,
              report -> report.number("p99ms"),
              false,
              0.7),
          new Measure(
              "reconnect: connections per CPU-second",
              RECONNECT,
              report -> MILLION / report.number("srvCpuMsPer1kConn"),
              true,
              1.5));

  boolean holds(double ratio) {
    return moreIsBetter ? ratio >= bar : ratio <= bar;
  }

  /**
   * @param name by which a caller chooses it
   * @param scenario of the load generator
   * @param options of that, separated by spaces
   */
  record Run(String name, String scenario, String options) {}
}
