package dev.scripttrimmer.gateway.access;

import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** Counts a node's open progress streams by owner. Thread-safe. */
public final class OwnerStreams {
  private final Map<String, Integer> open = new HashMap<>();

  /**
   * Takes a place until the request is over.
   *
   * @return whether there was one left
   */
  boolean enter(Caller.Owner owner, RoutingContext context) {
    synchronized (this) {
      int before = open.getOrDefault(owner.name(), 0);
      if (before >= owner.limits().maxStreams()) {
        return false;
      }
      open.put(owner.name(), before + 1);
    }
    context.addEndHandler(over -> leave(owner.name()));
    return true;
  }

  private synchronized void leave(String owner) {
    open.computeIfPresent(owner, (name, count) -> count > 1 ? count - 1 : null);
  }
}
