package dev.scripttrimmer.ffmpeg.process;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running child. Its standard output must be read to the end; its standard error is drained. */
public final class ChildProcess implements AutoCloseable {
  private static final long DRAIN_SECONDS = 5;

  private final Process process;
  private final OutputTail errors;
  private final Future<?> draining;
  private final Cancellation cancellation;
  private final Runnable onEnd;
  private volatile boolean timedOut;
  private volatile boolean killed;

  ChildProcess(
      Process process,
      OutputTail errors,
      Future<?> draining,
      Cancellation cancellation,
      Runnable onEnd) {
    this.process = process;
    this.errors = errors;
    this.draining = draining;
    this.cancellation = cancellation;
    this.onEnd = onEnd;
  }

  /** What the child writes to standard output. Reading fails or ends early once it is killed. */
  public InputStream stdout() {
    return process.getInputStream();
  }

  /** Whether somebody killed it: its deadline, a cancellation, or {@link #kill}. */
  public boolean killed() {
    return killed;
  }

  /**
   * Waits for the end; standard output must have been read to its end, or the child killed.
   *
   * @throws TrimException the cancellation's reason; {@code STAGE_TIMEOUT} past the deadline;
   *     {@code INTERNAL} when this thread is interrupted. The child is dead then.
   */
  public Exit await() {
    try {
      int code = process.waitFor();
      awaitErrors();
      cancellation.check();
      if (timedOut) {
        throw new TrimException(
            ErrorCode.STAGE_TIMEOUT, "Working on this video took longer than it may.");
      }
      return new Exit(code, errors.text());
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new TrimException(ErrorCode.INTERNAL, "The work was interrupted.", e);
    } finally {
      onEnd.run();
    }
  }

  /** Kills the child and all that it started; at once, without a chance to clean up. */
  public void kill() {
    killed = true;
    // The descendants cannot be found any more once their parent is gone.
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  void killPastDeadline() {
    if (process.isAlive()) {
      timedOut = true;
      kill();
    }
  }

  /** Kills the child if it still runs, and waits until it is gone. */
  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      onEnd.run();
    }
  }

  private void awaitErrors() throws InterruptedException {
    try {
      draining.get(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Something else holds the pipe open; the words that did come are enough.
      draining.cancel(true);
    }
  }
}
