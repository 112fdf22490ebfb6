package dev.scripttrimmer.cluster;

import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.testkit.Await;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

  void stop(ClusteredVertx node) {
    running.remove(node);
    Await.result(node.close().toCompletionStage());
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      Await.result(running.pop().close().toCompletionStage());
    }
  }
}
