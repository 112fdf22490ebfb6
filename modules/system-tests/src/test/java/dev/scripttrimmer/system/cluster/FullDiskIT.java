package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.QueueKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers whose scratch folder is full to the last byte. */
@ExtendWith(SharedCluster.class)
class FullDiskIT {
  private static final double NANOS = 1e9;

  @Test
  void aJobIsTriedAgainUntilThereIsRoom(FaultCluster cluster) throws Exception {
    SmallDisk disk = disk(cluster);
    String video = cluster.submit("disk-full");
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
      int mark = cluster.log().size();
      disk.fill();
      cluster
          .log()
          .await(
              mark,
              entry ->
                  entry.line().contains("run failed key=" + QueueKey.of(video))
                      && entry.line().contains("code=SCRATCH_FULL"),
              FaultCluster.JOB_LIMIT);
      int failed = cluster.log().size();
      long room = System.nanoTime();
      disk.empty();

      LogBook.Entry claim = cluster.awaitClaim(failed, video);
      Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(
              "scratch disk full while clips are cut, then room",
              (claim.nanos() - room) / NANOS,
              viewer.lost(),
              viewer.duplicated());
      assertThat(end.status()).isEqualTo("completed");
      assertThat(cluster.head(video).path("run").path("failures").asInt()).isPositive();
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isZero();
      viewer.assertWholeStory();
    }
  }

  @Test
  void aJobForWhichThereIsNoRoomFailsByName(FaultCluster cluster) throws Exception {
    SmallDisk disk = disk(cluster);
    disk.fill();
    String video = cluster.submit("no-room");
    long submitted = System.nanoTime();
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(
              "scratch disk full for good (ends as scratch_full)",
              (end.nanos() - submitted) / NANOS,
              0,
              viewer.duplicated());
      assertThat(end.status()).isEqualTo("failed");
      assertThat(end.data().path("code").asText()).isEqualTo("scratch_full");
      assertThat(viewer.events()).filteredOn(Watcher.Event::isLast).hasSize(1);
      assertThat(viewer.duplicated()).isZero();
    }
  }

  private static SmallDisk disk(FaultCluster cluster) {
    assumeTrue(cluster.scratchDisk().isPresent(), "this machine lets nobody mount a disk");
    return cluster.scratchDisk().orElseThrow();
  }
}
