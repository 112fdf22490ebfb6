package dev.scripttrimmer.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells blocking work that its job is over: cancelled by a user, lost to another worker, or
 * drained.
 *
 * <p>Thread-safe. Work asks {@link #check()} between steps and registers what must be torn down at
 * once, such as a child process, with {@link #onCancel}.
 */
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private Failure reason;

  /** Cancels once; later calls change nothing. Actions run on the calling thread. */
  public void cancel(Failure reason) {
    List<Runnable> due;
    synchronized (this) {
      if (this.reason != null) {
        return;
      }
      this.reason = reason;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  public synchronized boolean isCancelled() {
    return reason != null;
  }

  /** A cancellation of its own that also follows this one; closing it lets go of this one. */
  public Child child() {
    return new Child(this);
  }

  /**
   * @throws TrimException with the reason, once cancelled
   */
  public synchronized void check() {
    if (reason != null) {
      throw new TrimException(reason);
    }
  }

  /**
   * Has {@code action} run when this is cancelled, at once if it already is. It must be quick, must
   * not throw, and may run on any thread.
   *
   * @return takes the action back; harmless after it ran
   */
  public Registration onCancel(Runnable action) {
    synchronized (this) {
      if (reason == null) {
        actions.add(action);
        return () -> {
          synchronized (this) {
            actions.remove(action);
          }
        };
      }
    }
    action.run();
    return () -> {};
  }

  /** Part of some larger work: ends with it, and can be ended alone. */
  public static final class Child implements AutoCloseable {
    private final Cancellation own = new Cancellation();
    private final Registration registration;

    private Child(Cancellation parent) {
      registration = parent.onCancel(() -> own.cancel(parent.reason()));
    }

    public Cancellation cancellation() {
      return own;
    }

    @Override
    public void close() {
      registration.close();
    }
  }

  private synchronized Failure reason() {
    return reason;
  }

  /** An action that waits for a cancellation. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
