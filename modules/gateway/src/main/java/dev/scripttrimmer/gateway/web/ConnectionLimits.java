package dev.scripttrimmer.gateway.web;

import java.util.HashMap;
import java.util.Map;

/** Counts a node's open connections against their limits. Thread-safe. */
public final class ConnectionLimits {
  private final int max;
  private final int maxPerAddress;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int open;

  /**
   * @param max open at once, 1 or more
   * @param maxPerAddress of these, from one address
   */
  public ConnectionLimits(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
  }

  /**
   * @return whether there is room; then {@link #leave} gives it back
   */
  synchronized boolean enter(String address) {
    if (open >= max || byAddress.getOrDefault(address, 0) >= maxPerAddress) {
      return false;
    }
    open++;
    byAddress.merge(address, 1, Integer::sum);
    return true;
  }

  synchronized void leave(String address) {
    open--;
    byAddress.computeIfPresent(address, (a, count) -> count > 1 ? count - 1 : null);
  }
}
