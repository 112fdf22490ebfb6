package dev.scripttrimmer.gateway.stream;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.gateway.GatewayConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts a node's open streams against their limits. Thread-safe. */
public final class StreamLimits {
  private final GatewayConfig.Streams limits;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private final Map<QueueKey, Integer> byKey = new HashMap<>();
  private int open;

  public StreamLimits(GatewayConfig.Streams limits) {
    this.limits = limits;
  }

  /**
   * @return the place taken, until it is closed; empty when a limit is reached
   */
  synchronized Optional<Place> enter(String address, List<QueueKey> keys) {
    boolean full =
        open >= limits.maxStreams()
            || byAddress.getOrDefault(address, 0) >= limits.maxPerAddress()
            || keys.stream().anyMatch(key -> byKey.getOrDefault(key, 0) >= limits.maxPerKey());
    if (full) {
      return Optional.empty();
    }
    open++;
    byAddress.merge(address, 1, Integer::sum);
    keys.forEach(key -> byKey.merge(key, 1, Integer::sum));
    return Optional.of(new Place(address, keys));
  }

  /** How many streams are open on this node. */
  public synchronized int open() {
    return open;
  }

  private synchronized void leave(Place place) {
    if (place.left) {
      return;
    }
    place.left = true;
    open--;
    byAddress.computeIfPresent(place.address, (address, n) -> n > 1 ? n - 1 : null);
    place.keys.forEach(key -> byKey.computeIfPresent(key, (k, n) -> n > 1 ? n - 1 : null));
  }

  /** A stream's place among those that are open. */
  final class Place implements AutoCloseable {
    private final String address;
    private final List<QueueKey> keys;
    private boolean left;

    private Place(String address, List<QueueKey> keys) {
      this.address = address;
      this.keys = keys;
    }

    /** Harmless when done twice. */
    @Override
    public void close() {
      leave(this);
    }
  }
}
