package dev.scripttrimmer.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import dev.scripttrimmer.domain.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is in the cluster, as this node sees it. A killed process is missed at once, a frozen or
 * cut-off one after the heartbeat timeout; either may turn out to live. Thread-safe.
 */
public final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final NodeId self;
  private final List<Handler<MembershipChange>> listeners = new CopyOnWriteArrayList<>();
  private Set<NodeId> seen = Set.of();

  private Membership(Vertx vertx, HazelcastInstance hazelcast, NodeId self) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.self = self;
  }

  static Membership follow(Vertx vertx, HazelcastInstance hazelcast, NodeId self) {
    Membership membership = new Membership(vertx, hazelcast, self);
    hazelcast
        .getCluster()
        .addMembershipListener(
            new MembershipListener() {
              @Override
              public void memberAdded(MembershipEvent event) {
                membership.refresh();
              }

              @Override
              public void memberRemoved(MembershipEvent event) {
                membership.refresh();
              }
            });
    hazelcast
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              // A node that merges into the other half changes all its neighbours at once.
              if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                membership.refresh();
              }
            });
    membership.refresh();
    return membership;
  }

  /** This node. */
  public NodeId self() {
    return self;
  }

  /** Every node of the cluster, this one included. */
  public synchronized Set<NodeId> nodes() {
    return seen;
  }

  /**
   * Has {@code listener} hear of every change from now on, in order, on the Vert.x context of the
   * caller.
   *
   * @return run it to stop hearing
   */
  public Runnable onChange(Handler<MembershipChange> listener) {
    Context context = vertx.getOrCreateContext();
    Handler<MembershipChange> onContext =
        change -> context.runOnContext(turn -> listener.handle(change));
    listeners.add(onContext);
    return () -> listeners.remove(onContext);
  }

  /**
   * Whether everything that the cluster holds has all its copies, so that a node may die or leave.
   *
   * @return succeeds with false also while that cannot be found out; never fails
   */
  public Future<Boolean> isSafe() {
    return vertx
        .executeBlocking(() -> hazelcast.getPartitionService().isClusterSafe(), false)
        .otherwise(false);
  }

  private synchronized void refresh() {
    Set<NodeId> now =
        hazelcast.getCluster().getMembers().stream()
            .map(Membership::nodeOf)
            .collect(Collectors.toUnmodifiableSet());
    List<MembershipChange> changes = new ArrayList<>();
    missing(seen, now).forEach(n -> changes.add(change(n, MembershipChange.Kind.LEFT)));
    missing(now, seen).forEach(n -> changes.add(change(n, MembershipChange.Kind.JOINED)));
    seen = now;
    for (MembershipChange change : changes) {
      LOG.info("cluster node={} change={} nodes={}", change.node(), change.kind(), now.size());
      listeners.forEach(listener -> listener.handle(change));
    }
  }

  private static Set<NodeId> missing(Set<NodeId> from, Set<NodeId> in) {
    Set<NodeId> rest = new HashSet<>(from);
    rest.removeAll(in);
    return rest;
  }

  private static MembershipChange change(NodeId node, MembershipChange.Kind kind) {
    return new MembershipChange(node, kind);
  }

  private static NodeId nodeOf(Member member) {
    String node = member.getAttribute(HazelcastSettings.NODE_ATTRIBUTE);
    return new NodeId(node == null ? member.getUuid().toString() : node);
  }
}
