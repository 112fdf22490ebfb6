package dev.scripttrimmer.worker;

import dev.scripttrimmer.bus.NodeStatus;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The workers of the cluster, this one included, and who of them is the first to care for a job.
 * All come to the same answer without asking each other: by rendezvous hashing (Thaler and
 * Ravishankar, 1998), which gives each the same share, and moves nothing but a leaver's share when
 * one leaves. Where they know of different workers they disagree, and a job has one more who cares
 * or is found a little later; never does a job depend on it. Not thread-safe.
 */
final class Colleagues {
  private static final String WORKER = "worker";
  private static final String GPU = "gpu";

  /** Workers that watch a job: one of them may be the one that holds it, or be frozen itself. */
  private static final int WATCHERS = 2;

  private record Colleague(long hash, boolean gpu, long heard) {}

  private final NodeId self;
  private final long silence;
  private final long turn;
  private final LongSupplier nanos;
  private final Map<NodeId, Colleague> present = new HashMap<>();

  /**
   * @param capabilities this worker's own
   * @param silence how long a worker that says nothing still counts
   * @param turn how long this worker also watches the same few jobs that are others' to watch
   * @param nanos a monotonic clock
   */
  Colleagues(
      NodeId self, Set<String> capabilities, Duration silence, Duration turn, LongSupplier nanos) {
    this.self = self;
    this.silence = silence.toNanos();
    this.turn = turn.toNanos();
    this.nanos = nanos;
    present.put(self, new Colleague(hash(self), capabilities.contains(GPU), nanos.getAsLong()));
  }

  void heard(NodeStatus status) {
    if (status.node().equals(self)) {
      return;
    }
    if (status.roles().contains(WORKER) && !status.draining()) {
      boolean gpu = status.capabilities().contains(GPU);
      present.put(status.node(), new Colleague(hash(status.node()), gpu, nanos.getAsLong()));
    } else {
      present.remove(status.node());
    }
  }

  void left(NodeId node) {
    if (!node.equals(self)) {
      present.remove(node);
    }
  }

  /** Forgets workers that were silent for too long. */
  void forgetTheSilent() {
    long now = nanos.getAsLong();
    present
        .entrySet()
        .removeIf(
            entry -> !entry.getKey().equals(self) && now - entry.getValue().heard() > silence);
  }

  /**
   * Whether this worker watches the job's lease. Some watch it because it is their share; besides,
   * each lends an eye to as many others, now these and now those, so that no job goes unwatched for
   * long even where its watchers only seem to work.
   */
  boolean watches(QueueKey job) {
    long key = hash(job);
    long turnNow = mix(nanos.getAsLong() / turn);
    return rank(key, false, WATCHERS) < WATCHERS
        || Long.remainderUnsigned(mix(weight(key, own()) ^ turnNow), present.size()) == 0;
  }

  /**
   * How many workers should take the job up rather than this one: those with a GPU come before
   * those without, since cutting gains from it.
   *
   * @param limit the largest answer; there may be more
   */
  int before(QueueKey job, int limit) {
    return rank(hash(job), true, limit);
  }

  private int rank(long key, boolean gpuFirst, int limit) {
    Colleague own = own();
    long ownWeight = weight(key, own);
    int before = 0;
    for (Colleague other : present.values()) {
      boolean comesFirst =
          gpuFirst && other.gpu() != own.gpu()
              ? other.gpu()
              : Long.compareUnsigned(weight(key, other), ownWeight) > 0;
      if (comesFirst && ++before >= limit) {
        break;
      }
    }
    return before;
  }

  private Colleague own() {
    return present.get(self);
  }

  private static long weight(long key, Colleague colleague) {
    return mix(key ^ colleague.hash());
  }

  private static long hash(NodeId node) {
    return mix(node.value().chars().asLongStream().reduce(0, (hash, c) -> hash * 31 + c));
  }

  /** Half of an MD5 is random enough. */
  private static long hash(QueueKey job) {
    return Long.parseUnsignedLong(job.value().substring(0, 16), 16);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): each bit depends on all. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
