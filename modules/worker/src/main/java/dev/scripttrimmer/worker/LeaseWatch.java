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
  private record Sight(long epoch, long beat, long since, long last) {}

  private final long lease;
  private final long shortened;
  private final LongSupplier nanos;
  private final Map<QueueKey, Sight> sights = new HashMap<>();
  private final Set<NodeId> gone = new HashSet<>();

  /**
   * @param lease how long a head may stand still
   * @param shortened the same for heads of workers that the cluster saw leave
   * @param nanos a monotonic clock
   */
  LeaseWatch(Duration lease, Duration shortened, LongSupplier nanos) {
    this.lease = lease.toNanos();
    this.shortened = shortened.toNanos();
    this.nanos = nanos;
  }

  /**
   * The cluster saw this node leave. It need not be dead: where the network is split, each half
   * sees the other leave, and both go on renewing their leases. So its leases only get shorter.
   */
  void nodeLeft(NodeId node) {
    gone.add(node);
  }

  /** The node is back, such as after a split. */
  void nodeJoined(NodeId node) {
    gone.remove(node);
  }

  /** Whether the head, as it was just read, has stood still for a lease's length. */
  boolean hasRunOut(Job.Running head) {
    long now = nanos.getAsLong();
    Sight before = sights.get(head.key());
    boolean still =
        before != null
            && before.epoch == head.run().epoch()
            && before.beat == head.beat()
            && now - before.last < lease;
    long since = still ? before.since : now;
    sights.put(head.key(), new Sight(head.run().epoch(), head.beat(), since, now));
    return now - since >= (gone.contains(head.worker()) ? shortened : lease);
  }

  /**
   * Heads could not be read. Their owners could not renew them either, so time counts from the next
   * sight on. The same goes for a head that was not looked at for a whole lease: this process was
   * perhaps the one that stood still.
   */
  void blind() {
    sights.clear();
  }

  /** Forgets jobs that are not among these. */
  void retain(Collection<QueueKey> active) {
    sights.keySet().retainAll(active);
  }
}
