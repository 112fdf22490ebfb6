package dev.scripttrimmer.gateway.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Brings answers to where they can be told: a response takes writes of its event loop only. */
public final class EventLoops {
  private EventLoops() {}

  /**
   * The same outcome, on the event loop of the caller.
   *
   * @param elsewhere may complete on any thread
   * @throws IllegalStateException when the caller is on no event loop
   */
  public static <T> Future<T> back(Future<T> elsewhere) {
    Context here = Vertx.currentContext();
    if (here == null) {
      throw new IllegalStateException("there is no event loop to come back to");
    }
    return Future.fromCompletionStage(elsewhere.toCompletionStage(), here);
  }
}
