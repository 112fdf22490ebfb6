package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chunks of one job on the slots of all nodes. */
@ExtendWith(SharedCluster.class)
class ScatterIT {
  private static final double NANOS = 1e9;

  @Test
  void chunksGoToFreeNodesAndComeBackFromThoseThatDie(FaultCluster cluster) throws Exception {
    int mark = cluster.log().size();
    String video = cluster.submit("scattered");
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      cluster
          .log()
          .await(mark, entry -> entry.line().contains("chunk taken from="), FaultCluster.JOB_LIMIT);
      NodeProcess owner = cluster.ownerOf(video);
      NodeProcess helper = cluster.otherThan(owner);
      LogBook.Entry taken =
          cluster.log().last(entry -> entry.line().contains("chunk taken from=")).orElseThrow();
      long killed = System.nanoTime();
      helper.kill();

      Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(
              "kill -9 of a node with chunks of another's job",
              (end.nanos() - killed) / NANOS,
              viewer.lost(),
              viewer.duplicated());
      assertThat(taken.node()).isEqualTo(helper.name());
      assertThat(end.status()).isEqualTo("completed");
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isZero();
      viewer.assertWholeStory();
    }
  }
}
