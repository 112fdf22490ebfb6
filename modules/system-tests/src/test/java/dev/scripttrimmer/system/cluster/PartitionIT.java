package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scripttrimmer.domain.Milestone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes that live but do not reach each other, or the object store. */
@ExtendWith(SharedCluster.class)
class PartitionIT {
  private static final double NANOS = 1e9;

  @Test
  void aClusterWhoseNetworkBreaksLosesNothingAndGrowsTogetherAgain(FaultTable table)
      throws Exception {
    Optional<SplitNetwork> made = SplitNetwork.make();
    assumeTrue(made.isPresent(), "this machine lets nobody make networks (ip netns)");
    SplitNetwork network = made.orElseThrow();
    try (FaultCluster cluster = new FaultCluster(network, table)) {
      cluster.fill();
      nodesThatDoNotReachEachOtherLeaveEachOtherTheirJobs(cluster, network);
      aNodeThatReachesNobodyLosesItsJob(cluster, network);
      cluster.assertNothingLeft();
    }
  }

  /** Both halves reach the store; each sees the other leave. */
  private static void nodesThatDoNotReachEachOtherLeaveEachOtherTheirJobs(
      FaultCluster cluster, SplitNetwork network) throws Exception {
    String video = cluster.submit("parted");
    NodeProcess owner = ownerOf(cluster, video);
    NodeProcess other = cluster.otherThan(owner);
    try (Watcher viewer = new Watcher(other::service, video)) {
      viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
      int mark = cluster.log().size();
      long parted = System.nanoTime();
      part(network, owner, other);

      Watcher.Event next = viewer.await(event -> event.nanos() > parted, FaultCluster.JOB_LIMIT);
      viewer.awaitEnd(FaultCluster.JOB_LIMIT);
      awaitChange(cluster, mark, "LEFT");
      int healing = cluster.log().size();
      heal(network, owner, other);
      awaitChange(cluster, healing, "JOINED");

      cluster
          .table()
          .add(
              "network between the nodes parted, viewer on the other side",
              (next.nanos() - parted) / NANOS,
              viewer.lost(),
              viewer.duplicated());
      assertThat(cluster.ownerOf(video)).isSameAs(owner);
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isZero();
      viewer.assertWholeStory();
    }
    // What each half remembers has become one story.
    for (NodeProcess node : List.of(owner, other)) {
      try (Watcher again = new Watcher(node::service, video)) {
        again.awaitEnd(FaultCluster.JOB_LIMIT);
        again.assertWholeStory();
      }
    }
  }

  /** Cut off from the store, too, while it works. */
  private static void aNodeThatReachesNobodyLosesItsJob(FaultCluster cluster, SplitNetwork network)
      throws Exception {
    String video = cluster.submit("cut-off");
    NodeProcess owner = ownerOf(cluster, video);
    NodeProcess other = cluster.otherThan(owner);
    try (Watcher viewer = new Watcher(other::service, video)) {
      viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
      int mark = cluster.log().size();
      long cut = System.nanoTime();
      part(network, owner, other);
      network.part(owner.name(), SplitNetwork.STORE);

      LogBook.Entry claim = cluster.awaitClaim(mark, video);
      Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);
      int healing = cluster.log().size();
      long healed = System.nanoTime();
      network.heal(owner.name(), SplitNetwork.STORE);
      heal(network, owner, other);
      LogBook.Entry joined = awaitChange(cluster, healing, "JOINED");
      cluster
          .log()
          .await(
              mark,
              entry -> entry.node().equals(owner.name()) && entry.line().contains("job lost key="),
              FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(
              "network of the worker cut off",
              (claim.nanos() - cut) / NANOS,
              viewer.lost(),
              viewer.duplicated());
      cluster
          .table()
          .add("network healed: until the cluster is one", (joined.nanos() - healed) / NANOS);
      assertThat(claim.node()).isEqualTo(other.name());
      assertThat(end.status()).isEqualTo("completed");
      assertThat(cluster.head(video).path("state").asText()).isEqualTo("completed");
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isEqualTo(1);
      viewer.assertWholeStory();
    }
  }

  private static NodeProcess ownerOf(FaultCluster cluster, String video) {
    try (Watcher early = new Watcher(cluster::anyGateway, video)) {
      early.awaitMilestone(Milestone.DOWNLOADING, FaultCluster.JOB_LIMIT);
    }
    return cluster.ownerOf(video);
  }

  private static void part(SplitNetwork network, NodeProcess one, NodeProcess other) {
    network.part(one.name(), other.name());
    network.part(other.name(), one.name());
  }

  private static void heal(SplitNetwork network, NodeProcess one, NodeProcess other) {
    network.heal(one.name(), other.name());
    network.heal(other.name(), one.name());
  }

  private static LogBook.Entry awaitChange(FaultCluster cluster, int mark, String change) {
    return cluster
        .log()
        .await(mark, entry -> entry.line().contains("change=" + change), FaultCluster.JOB_LIMIT);
  }
}
