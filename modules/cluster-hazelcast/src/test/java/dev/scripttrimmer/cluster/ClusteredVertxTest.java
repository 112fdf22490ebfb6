package dev.scripttrimmer.cluster;

import static dev.scripttrimmer.cluster.Events.ids;
import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.Hazelcast;
import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.JobNotice;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.cluster.MembershipChange.Kind;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusteredVertxTest {
  private final TestCluster cluster = new TestCluster();
  private final QueueKey key = QueueKey.of(UUID.randomUUID().toString());

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  @DisplayName("a message published on one node is heard on the other")
  void busCrosses() {
    ClusteredVertx one = cluster.start("one");
    ClusteredVertx other = cluster.start("other", one.member());
    CompletableFuture<JobNotice> heard = new CompletableFuture<>();
    result(
        new MessageBus(other.vertx().eventBus())
            .consume(Addresses.JOB_WAITING, heard::complete)
            .completion()
            .toCompletionStage());

    new MessageBus(one.vertx().eventBus()).publish(Addresses.JOB_WAITING, new JobNotice(key));

    assertThat(result(heard)).isEqualTo(new JobNotice(key));
  }

  @Test
  @DisplayName("nodes know each other by name, and learn who came and who left")
  void membership() {
    ClusteredVertx one = cluster.start("one");
    assertThat(one.membership().nodes()).containsExactly(new NodeId("one"));
    CompletableFuture<Void> joined = TestCluster.noticed(one, "other", Kind.JOINED);
    CompletableFuture<Void> left = TestCluster.noticed(one, "other", Kind.LEFT);

    ClusteredVertx other = cluster.start("other", one.member());
    result(joined);
    assertThat(one.membership().nodes())
        .isEqualTo(other.membership().nodes())
        .containsExactlyInAnyOrder(new NodeId("one"), new NodeId("other"));

    cluster.stop(other);
    result(left);
    assertThat(one.membership().nodes()).containsExactly(new NodeId("one"));
  }

  @Test
  @DisplayName("who stopped listening hears of no later change")
  void stopsListening() {
    ClusteredVertx one = cluster.start("one");
    CompletableFuture<MembershipChange> heard = new CompletableFuture<>();
    one.membership().onChange(heard::complete).run();
    CompletableFuture<Void> joined = TestCluster.noticed(one, "other", Kind.JOINED);

    cluster.start("other", one.member());

    result(joined);
    assertThat(heard).isNotDone();
  }

  @Test
  @DisplayName("a node's death is noticed, and what it held of the log lives on")
  void logSurvivesADeath() {
    ClusteredVertx one = cluster.start("one");
    ClusteredVertx other = cluster.start("other", one.member());
    List<QueueKey> keys =
        IntStream.range(0, 50).mapToObj(i -> QueueKey.of(UUID.randomUUID() + "-" + i)).toList();
    for (QueueKey each : keys) {
      result(one.progressLog().append(each, Events.milestone(10, 1)));
      result(one.progressLog().append(each, Events.milestone(11, 1)));
    }
    CompletableFuture<Void> left = TestCluster.noticed(one, "other", Kind.LEFT);

    cluster.kill(other);

    result(left);
    for (QueueKey each : keys) {
      assertThat(ids(result(one.progressLog().read(each, 0)))).containsExactly(10L, 11L);
      assertThat(result(one.progressLog().append(each, Events.milestone(12, 1)))).hasValue(11);
    }
  }

  @Test
  @DisplayName("a cluster with all its copies is safe, also one of a single node")
  void safe() {
    ClusteredVertx one = cluster.start("one");

    assertThat(result(one.membership().isSafe().toCompletionStage())).isTrue();
  }

  @Test
  @DisplayName("a node that has left answers with failures")
  void closed() {
    ClusteredVertx one = cluster.start("one");
    cluster.stop(one);

    assertThat(failure(one.progressLog().lastId(key))).isNotNull();
  }

  @Test
  @DisplayName("two halves that find each other keep the newer of two stories")
  void merges() {
    QueueKey another = QueueKey.of(UUID.randomUUID().toString());
    ClusteredVertx one = cluster.start("one");
    ClusteredVertx other = cluster.start("other");
    append(one, key, 10, 1, 20);
    append(other, key, 10, 1, 30);
    append(one, another, 50, 2, 51);
    append(other, another, 10, 1, 90);
    CompletableFuture<Void> met = TestCluster.noticed(one, "other", Kind.JOINED);
    CompletableFuture<Void> alsoMet = TestCluster.noticed(other, "one", Kind.JOINED);
    CompletableFuture<Void> merged = cluster.merged(one, other);

    cluster.introduce(one, other);

    result(met);
    result(alsoMet);
    result(merged);
    for (ClusteredVertx node : List.of(one, other)) {
      assertThat(node.membership().nodes()).hasSize(2);
      assertThat(ids(result(node.progressLog().read(key, 0)))).containsExactly(10L, 30L);
      assertThat(ids(result(node.progressLog().read(another, 0)))).containsExactly(50L, 51L);
    }
  }

  @Test
  @DisplayName("a host that stands for every address is refused")
  void wildcard() {
    ClusterConfig everywhere =
        new ClusterConfig(
            new NodeId("one"),
            "test",
            new BindAddress("0.0.0.0", 0, 0),
            List.of(),
            ClusterTimings.DEFAULT,
            2,
            Optional.empty(),
            LogLimits.DEFAULT);

    assertThat(failure(ClusteredVertx.start(everywhere, new VertxOptions()).toCompletionStage()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one address");
  }

  @Test
  @DisplayName("a taken port and a missing certificate fail the start and leave nothing behind")
  void failedStarts(@TempDir Path empty) throws IOException {
    Path missing = empty.resolve("missing.pem");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      ClusterConfig onTakenPort = cluster.config("one", taken.getLocalPort());
      ClusterConfig withoutFile =
          cluster.config(
              "one", 0, Optional.of(new BusTls(missing, missing, missing)), TestCluster.SMALL_LOGS);

      for (ClusterConfig config : List.of(onTakenPort, withoutFile)) {
        assertThatThrownBy(
                () -> result(ClusteredVertx.start(config, new VertxOptions()).toCompletionStage()))
            .isNotNull();
      }
    }
    assertThat(Hazelcast.getAllHazelcastInstances()).isEmpty();
  }

  private static void append(ClusteredVertx node, QueueKey key, long id, int run, long nextId) {
    assertThat(result(node.progressLog().append(key, Events.milestone(id, run)))).isPresent();
    assertThat(result(node.progressLog().append(key, Events.milestone(nextId, run)))).isPresent();
  }
}
