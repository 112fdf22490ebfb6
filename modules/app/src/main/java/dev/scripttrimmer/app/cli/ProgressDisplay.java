package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.domain.progress.ProgressUpdate;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/** Shows how far a job is: a live bar on a terminal, a line per step elsewhere. */
interface ProgressDisplay extends AutoCloseable {
  /** How many bytes of the upload are on their way. Any thread. */
  void uploading(long sent, long total);

  void updated(ProgressUpdate update);

  /** Leaves the display in order; nothing is shown after. */
  @Override
  void close();

  /**
   * @param terminal whether {@code out} is one
   * @param nanos a monotonic clock
   */
  static ProgressDisplay on(PrintStream out, boolean terminal, LongSupplier nanos) {
    return terminal ? new Bar(out, nanos) : new Lines(out, nanos);
  }

  private static String clock(double seconds) {
    Duration length = Duration.ofSeconds(Math.round(seconds));
    return length.toHours() > 0
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            length.toHours(),
            length.toMinutesPart(),
            length.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", length.toMinutes(), length.toSecondsPart());
  }

  /** One line that is drawn over itself. */
  final class Bar implements ProgressDisplay {
    private static final int WIDTH = 28;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final double NANOS = 1e9;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final LongSupplier nanos;
    private final long start;
    private long drawn;

    Bar(PrintStream out, LongSupplier nanos) {
      this.out = out;
      this.nanos = nanos;
      this.start = nanos.getAsLong();
      this.drawn = start - REDRAW_NANOS;
    }

    @Override
    public synchronized void uploading(long sent, long total) {
      long now = nanos.getAsLong();
      if (now - drawn >= REDRAW_NANOS || sent == total) {
        draw(100.0 * sent / Math.max(1, total), "Uploading", OptionalDouble.empty());
      }
    }

    @Override
    public synchronized void updated(ProgressUpdate update) {
      draw(update.progress().orElse(0), update.message(), update.etaSeconds());
    }

    private void draw(double percent, String message, OptionalDouble eta) {
      drawn = nanos.getAsLong();
      int filled = (int) Math.round(percent / 100 * WIDTH);
      StringBuilder line = new StringBuilder(CLEAR_LINE);
      line.append("━".repeat(filled)).append("╌".repeat(WIDTH - filled));
      line.append(String.format(Locale.ROOT, " %3.0f %%  ", percent)).append(message);
      line.append("  ").append(clock((drawn - start) / NANOS));
      eta.ifPresent(seconds -> line.append(", about ").append(clock(seconds)).append(" left"));
      out.print(line);
      out.flush();
    }

    @Override
    public synchronized void close() {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }

  /** A line whenever there is another thing to say, for logs and pipes. */
  final class Lines implements ProgressDisplay {
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final LongSupplier nanos;
    private final long start;
    private boolean uploadShown;

    Lines(PrintStream out, LongSupplier nanos) {
      this.out = out;
      this.nanos = nanos;
      this.start = nanos.getAsLong();
    }

    @Override
    public synchronized void uploading(long sent, long total) {
      if (!uploadShown) {
        uploadShown = true;
        line(0, "Uploading...");
      }
    }

    @Override
    public synchronized void updated(ProgressUpdate update) {
      if (update.stageProgress().isEmpty()) {
        line(update.progress().orElse(0), update.message());
      }
    }

    private void line(double percent, String message) {
      out.printf(
          Locale.ROOT,
          "%8s %3.0f %% %s%n",
          clock((nanos.getAsLong() - start) / NANOS),
          percent,
          message);
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
