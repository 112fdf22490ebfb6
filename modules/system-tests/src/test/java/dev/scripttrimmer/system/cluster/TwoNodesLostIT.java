package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kill -9} of two of three nodes at once. */
@ExtendWith(SharedCluster.class)
class TwoNodesLostIT {
  private static final double NANOS = 1e9;

  @Test
  void theThirdFinishesTheJobAndTellsItsWholeStory(FaultCluster cluster) throws Exception {
    cluster.fill(3);
    String video = cluster.submit("two-killed");
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
      NodeProcess owner = cluster.ownerOf(video);
      NodeProcess other = cluster.otherThan(owner);
      int mark = cluster.log().size();
      long killed = System.nanoTime();
      Stream.of(owner, other).parallel().forEach(NodeProcess::kill);

      LogBook.Entry claim = cluster.awaitClaim(mark, video);
      Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(
              "kill -9 of two of three nodes",
              (claim.nanos() - killed) / NANOS,
              viewer.lost(),
              viewer.duplicated());
      assertThat(claim.node()).isNotIn(owner.name(), other.name());
      assertThat(end.status()).isEqualTo("completed");
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isEqualTo(1);
      viewer.assertWholeStory();
    }
  }
}
