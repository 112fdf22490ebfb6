package dev.scripttrimmer.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.testkit.Await;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Starts nodes on loopback and closes whatever of them still runs. */
final class TestCluster implements AutoCloseable {
  static final LogLimits SMALL_LOGS =
      new LogLimits(Duration.ofHours(1), 16, 4, 1_000, Duration.ofSeconds(20));

  private static final ClusterTimings EAGER =
      new ClusterTimings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  private final String name = "test-" + UUID.randomUUID();
  private final Deque<ClusteredVertx> running = new ArrayDeque<>();

  ClusteredVertx start(String node, MemberAddress... members) {
    return start(config(node, 0, members));
  }

  ClusteredVertx start(ClusterConfig config) {
    ClusteredVertx started =
        Await.result(ClusteredVertx.start(config, new VertxOptions()).toCompletionStage());
    running.push(started);
    return started;
  }

  ClusterConfig config(String node, int port, MemberAddress... members) {
    return config(node, port, Optional.empty(), SMALL_LOGS, members);
  }

  ClusterConfig config(
      String node, int port, Optional<BusTls> tls, LogLimits log, MemberAddress... members) {
    return new ClusterConfig(
        new NodeId(node),
        name,
        new BindAddress("127.0.0.1", port, 0),
        List.of(members),
        EAGER,
        2,
        tls,
        log);
  }

  /** Ends the node's membership as the death of its process would. */
  void kill(ClusteredVertx node) {
    hazelcast(node).getLifecycleService().terminate();
  }

  void stop(ClusteredVertx node) {
    running.remove(node);
    Await.result(node.close().toCompletionStage());
  }

  HazelcastInstance hazelcast(ClusteredVertx node) {
    return Hazelcast.getAllHazelcastInstances().stream()
        .filter(
            instance ->
                node.member().port()
                    == instance.getCluster().getLocalMember().getAddress().getPort())
        .findFirst()
        .orElseThrow();
  }

  /** Lets two clusters of one node each find each other, as after a healed split. */
  void introduce(ClusteredVertx one, ClusteredVertx other) {
    addMember(one, other.member());
    addMember(other, one.member());
  }

  /** Succeeds when either node has given up its cluster for the other's. */
  CompletableFuture<Void> merged(ClusteredVertx one, ClusteredVertx other) {
    CompletableFuture<Void> merged = new CompletableFuture<>();
    for (ClusteredVertx node : List.of(one, other)) {
      hazelcast(node)
          .getLifecycleService()
          .addLifecycleListener(
              event -> {
                if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                  merged.complete(null);
                }
              });
    }
    return merged;
  }

  private void addMember(ClusteredVertx node, MemberAddress member) {
    hazelcast(node)
        .getConfig()
        .getAdvancedNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .addMember(member.toString());
  }

  /** Succeeds when {@code observer} notices that {@code node} did this. */
  static CompletableFuture<Void> noticed(
      ClusteredVertx observer, String node, MembershipChange.Kind kind) {
    CompletableFuture<Void> noticed = new CompletableFuture<>();
    MembershipChange expected = new MembershipChange(new NodeId(node), kind);
    observer
        .membership()
        .onChange(
            change -> {
              if (change.equals(expected)) {
                noticed.complete(null);
              }
            });
    return noticed;
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      Await.result(running.pop().close().toCompletionStage());
    }
  }
}
