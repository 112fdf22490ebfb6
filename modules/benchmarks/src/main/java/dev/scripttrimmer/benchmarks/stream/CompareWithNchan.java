package dev.scripttrimmer.benchmarks.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The progress stream against nchan: all servers on core 0, the load generator on core 1, one after
 * the other in every round. Prints a table of medians, and ends with 1 when an event was lost,
 * duplicated or missing anywhere.
 *
 * <p>This program is warmed up until its compiler has little left to do: a node runs for days, and
 * the first minute is not what is compared.
 */
public final class CompareWithNchan {
  private static final String SERVERS = "0";
  private static final String GENERATOR = "1";
  private static final int MOST_WARM_UPS = 12;
  private static final double COMPILED = 0.05;
  private static final int MANY = 10_000;

  private final Harness harness;
  private final int subscribers;
  private final Predicate<Measure.Run> chosen;
  private final Map<Measure, Map<Peer, List<Double>>> values = new LinkedHashMap<>();
  private long mistakes;

  private CompareWithNchan(Harness harness, int subscribers, Predicate<Measure.Run> chosen) {
    this.harness = harness;
    this.subscribers = subscribers;
    this.chosen = chosen;
  }

  /**
   * @param arguments the folder with the load generator and its peers; optionally how many rounds,
   *     5 unless told, how many subscribers, 5,000 unless told, and which runs, all unless told:
   *     names with commas between, of {@code idle single burst replay reconnect many}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    int subscribers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5_000;
    Set<String> names = arguments.length > 3 ? Set.of(arguments[3].split(",")) : Set.of();
    Path scratch = Files.createTempDirectory("against-nchan");
    long mistakes;
    try (Peer nchan = Peer.nchan(folder, SERVERS);
        Peer one = Peer.ours("one node", scratch.resolve("one"), SERVERS, false);
        Peer two = Peer.ours("two nodes", scratch.resolve("two"), SERVERS, true)) {
      Harness harness = Harness.compile(folder, scratch.resolve("generator"), GENERATOR);
      CompareWithNchan comparison =
          new CompareWithNchan(
              harness, subscribers, run -> names.isEmpty() || names.contains(run.name()));
      comparison.run(rounds, nchan, one, two);
      comparison.print(nchan, List.of(one, two));
      mistakes = comparison.mistakes;
    } finally {
      delete(scratch);
    }
    System.exit(mistakes == 0 ? 0 : 1);
  }

  private void run(int rounds, Peer nchan, Peer one, Peer two)
      throws IOException, InterruptedException {
    // Before anything else, as memory that was once used is not given back.
    if (chosen.test(Measure.IDLE.run())) {
      measure(List.of(Measure.IDLE), nchan);
      measure(List.of(Measure.IDLE), one);
    }
    warmUp(List.of(one, two));
    for (int i = 0; i < rounds; i++) {
      long began = System.nanoTime();
      for (Measure.Run run : runs()) {
        List<Measure> measures =
            Measure.ALL.stream().filter(measure -> measure.run().equals(run)).toList();
        for (Peer peer : List.of(nchan, one, two)) {
          measure(measures, peer);
        }
      }
      System.err.printf("round %d took %d s%n", i + 1, (System.nanoTime() - began) / 1_000_000_000);
    }
    if (chosen.test(Measure.MANY)) {
      Report many = harness.run(Measure.MANY, MANY, one);
      check("many", one, many);
      System.out.printf(
          "%,d connections on one node: %.0f connected, %,.0f deliveries per CPU-second%n",
          MANY, many.number("connected"), 1e6 / many.number("srvCpuPer1M"));
    }
  }

  private void warmUp(List<Peer> peers) throws IOException, InterruptedException {
    boolean compiling = true;
    for (int i = 0; i < MOST_WARM_UPS && compiling; i++) {
      compiling = false;
      for (Measure.Run run : runs()) {
        for (Peer peer : peers) {
          CompilerTime before = CompilerTime.of(peer);
          Report report = harness.run(run, subscribers, peer);
          double share = CompilerTime.of(peer).shareSince(before);
          compiling |= share > COMPILED;
          check(String.format("warm-up: compiled %.0f %%", 100 * share), peer, report);
        }
      }
    }
  }

  private List<Measure.Run> runs() {
    return Measure.ALL.stream().map(Measure::run).distinct().filter(chosen).toList();
  }

  private void measure(List<Measure> measures, Peer peer) throws IOException, InterruptedException {
    Report report = harness.run(measures.get(0).run(), subscribers, peer);
    for (Measure measure : measures) {
      double value = measure.value().applyAsDouble(report);
      values
          .computeIfAbsent(measure, m -> new LinkedHashMap<>())
          .computeIfAbsent(peer, p -> new ArrayList<>())
          .add(value);
      check(String.format("%s: %,.1f", measure.name(), value), peer, report);
    }
  }

  private void check(String what, Peer peer, Report report) {
    mistakes += report.mistakes();
    System.err.printf(
        "%s, %s (others used %.2f cores, %d mistakes)%n",
        peer.name(), what, report.number("otherCores"), report.mistakes());
  }

  private void print(Peer nchan, List<Peer> ours) {
    System.out.println("\n| measure | nchan | | median (range) | ratio | bar | |");
    System.out.println("|---|---:|---|---:|---:|---:|---|");
    values.forEach(
        (measure, byPeer) -> {
          for (Peer peer : ours) {
            if (byPeer.containsKey(peer)) {
              double[] theirs = sorted(byPeer.get(nchan));
              double[] its = sorted(byPeer.get(peer));
              double ratio = median(its) / median(theirs);
              System.out.printf(
                  "| %s | %s | %s | %s | %.2f | %s %.1f | %s |%n",
                  measure.name(),
                  range(theirs),
                  peer.name(),
                  range(its),
                  ratio,
                  measure.moreIsBetter() ? "≥" : "≤",
                  measure.bar(),
                  measure.holds(ratio) ? "reached" : "missed");
            }
          }
        });
    System.out.printf("%nlost, duplicated, missing, failed, in all runs: %d%n", mistakes);
  }

  private static double[] sorted(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static String range(double[] sorted) {
    return String.format(
        "%,.1f (%,.1f–%,.1f)",
        median(sorted),
        Arrays.stream(sorted).min().orElseThrow(),
        Arrays.stream(sorted).max().orElseThrow());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
