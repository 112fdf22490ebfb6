package dev.scripttrimmer.system.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** What all nodes of a cluster have said, in order. Thread-safe. */
final class LogBook {
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param node its name in the test
   * @param nanos when it came, by {@link System#nanoTime}
   */
  record Entry(String node, String line, long nanos) {}

  synchronized void add(String node, String line) {
    entries.add(new Entry(node, line, System.nanoTime()));
    notifyAll();
  }

  /** How much was said so far: a mark to wait from. */
  synchronized int size() {
    return entries.size();
  }

  /** The newest entry that is as wanted. */
  synchronized Optional<Entry> last(Predicate<Entry> wanted) {
    return entries.stream().filter(wanted).reduce((before, after) -> after);
  }

  /**
   * Waits for an entry.
   *
   * @param from a {@link #size}
   * @throws AssertionError when none comes in time
   */
  Entry await(int from, Predicate<Entry> wanted, Duration limit) {
    AtomicReference<Entry> found = new AtomicReference<>();
    AtomicInteger next = new AtomicInteger(from);
    awaitThat(
        all -> {
          while (found.get() == null && next.get() < all.size()) {
            Entry entry = all.get(next.getAndIncrement());
            found.set(wanted.test(entry) ? entry : null);
          }
          return found.get() != null;
        },
        limit);
    return found.get();
  }

  /**
   * Waits until everything that was said is as wanted.
   *
   * @throws AssertionError when it is not in time
   */
  synchronized void awaitThat(Predicate<List<Entry>> wanted, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!wanted.test(entries)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("not said within " + limit + "; the end of the log:\n" + tail());
      }
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The last lines, for who has to find out what happened. */
  synchronized String tail() {
    StringBuilder text = new StringBuilder();
    entries
        .subList(Math.max(0, entries.size() - 60), entries.size())
        .forEach(e -> text.append(e.node()).append(" | ").append(e.line()).append('\n'));
    return text.toString();
  }
}
