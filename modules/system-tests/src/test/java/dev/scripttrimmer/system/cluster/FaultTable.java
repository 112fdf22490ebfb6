package dev.scripttrimmer.system.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each fault did, printed at the end of the tests. */
final class FaultTable implements AutoCloseable {
  private final List<String> rows = new ArrayList<>();

  /**
   * @param recovery seconds until work went on
   * @param lost updates that some viewer did not see
   * @param duplicated updates that some viewer saw twice
   */
  synchronized void add(String fault, double recovery, long lost, long duplicated) {
    rows.add(String.format(Locale.ROOT, "%-56s %9.1f %6d %11d", fault, recovery, lost, duplicated));
  }

  /**
   * Of a fault in which nobody counts updates.
   *
   * @param recovery seconds until work went on
   */
  synchronized void add(String fault, double recovery) {
    rows.add(String.format(Locale.ROOT, "%-56s %9.1f %6s %11s", fault, recovery, "-", "-"));
  }

  @Override
  public synchronized void close() {
    System.out.printf("%n%-56s %9s %6s %11s%n", "fault", "recovery", "lost", "duplicated");
    rows.forEach(System.out::println);
  }
}
