package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TrimException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Work on a sequence of things, several at once and a bounded number in flight; results in the
 * sequence's order. The first failure cancels the rest. For one feeding thread.
 *
 * @param <T> result of one thing
 */
final class ChunkFlow<T> implements AutoCloseable {
  private final Cancellation.Child scope;
  private final Cancellation stop;
  private final Semaphore room;
  private final int inFlight;
  private final List<CompletionStage<T>> results = new ArrayList<>();

  /**
   * @param cancellation of the whole run
   * @param inFlight at least 1
   */
  ChunkFlow(Cancellation cancellation, int inFlight) {
    this.inFlight = inFlight;
    this.room = new Semaphore(inFlight);
    this.scope = cancellation.child();
    this.stop = scope.cancellation();
  }

  /**
   * Starts {@code work}, once there is room for it.
   *
   * @param work must watch the cancellation that it is given
   * @throws TrimException as the first thing before that failed
   * @throws RuntimeException as {@code work} does when it cannot even start
   */
  void submit(Function<Cancellation, CompletionStage<T>> work) {
    room.acquireUninterruptibly();
    if (stop.isCancelled()) {
      room.release();
      // Says why, where the mere cancellation could not.
      gather();
      stop.check();
    }
    CompletionStage<T> result;
    try {
      result = work.apply(stop);
    } catch (RuntimeException e) {
      room.release();
      throw e;
    }
    results.add(
        result.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                stop.cancel(Failure.of(ErrorCode.CANCELLED, "Another part of the video failed."));
              }
              room.release();
            }));
  }

  /**
   * Waits for everything submitted.
   *
   * @throws TrimException as the first thing that failed of itself
   */
  List<T> gather() {
    settle();
    List<T> gathered = new ArrayList<>(results.size());
    TrimException consequence = null;
    for (CompletionStage<T> result : results) {
      try {
        gathered.add(Await.result(result));
      } catch (TrimException e) {
        if (e.code() != ErrorCode.CANCELLED) {
          throw e;
        }
        consequence = e;
      }
    }
    if (consequence != null) {
      throw consequence;
    }
    return gathered;
  }

  /** Stops what still runs and waits until it has. */
  @Override
  public void close() {
    stop.cancel(Failure.of(ErrorCode.CANCELLED, "The video is no longer worked on."));
    settle();
    scope.close();
  }

  private void settle() {
    room.acquireUninterruptibly(inFlight);
    room.release(inFlight);
  }
}
