package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells whose lease has run out, by watching whether heads move. Only this node's monotonic clock
 * counts: what other nodes believe the time to be does not matter, nor does a clock that jumps. Not
 * thread-safe.
 */
final class LeaseWatch {
  private record Sight(long epoch, long beat, long since) {}

  private final long lease;
  private final LongSupplier nanos;
  private final Map<QueueKey, Sight> sights = new HashMap<>();
  private final Set<NodeId> gone = new HashSet<>();

  /**
   * @param nanos a monotonic clock
   */
  LeaseWatch(Duration lease, LongSupplier nanos) {
    this.lease = lease.toNanos();
    this.nanos = nanos;
  }

  /** The cluster saw this node leave: its leases have run out. Node ids are never used again. */
  void nodeLeft(NodeId node) {
    gone.add(node);
  }

  /** Whether the head, as it was just read, has stood still for a lease's length. */
  boolean hasRunOut(Job.Running head) {
    if (gone.contains(head.worker())) {
      return true;
    }
    long now = nanos.getAsLong();
    Sight sight =
        sights.merge(
            head.key(),
            new Sight(head.run().epoch(), head.beat(), now),
            (before, fresh) ->
                before.epoch == fresh.epoch && before.beat == fresh.beat ? before : fresh);
    return now - sight.since >= lease;
  }

  /** Forgets jobs that are not among these. */
  void retain(Collection<QueueKey> active) {
    sights.keySet().retainAll(active);
  }
}
