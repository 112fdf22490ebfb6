package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code kill -9} of the node that works on a job, and serves its viewer, in each stage. */
@ExtendWith(SharedCluster.class)
class WorkerDeathIT {
  private static final double NANOS = 1e9;
  private static final Duration TAKEOVER = Duration.ofSeconds(15);

  @Test
  void aJobWhoseWorkerDiesWhileItTranscribesGoesOnFromItsChunks(FaultCluster cluster)
      throws Exception {
    String video = cluster.submit("killed-transcribing");
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      // The words of a second chunk: those of the first are then safe, or about to be.
      Watcher.Event words =
          viewer.await(event -> event.data().path("transcript").size() > 0, FaultCluster.JOB_LIMIT);
      viewer.await(
          event -> event.id() > words.id() && event.data().path("transcript").size() > 0,
          FaultCluster.JOB_LIMIT);
      killOwner(cluster, video, viewer, "kill -9 while transcribing");
      assertThat(cluster.chunksDone(video)).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWNLOADING", "EXTRACTING_AUDIO", "CHUNKING", "CUTTING", "UPLOADING"})
  void aJobWhoseWorkerDiesInAnyStageIsFinishedByAnother(Milestone milestone, FaultCluster cluster)
      throws Exception {
    String video = cluster.submit("killed-" + milestone.ordinal());
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(milestone, FaultCluster.JOB_LIMIT);
      killOwner(cluster, video, viewer, "kill -9 at " + milestone);
    }
  }

  /** No milestone tells of it, and it is short: what follows it is kept from the store. */
  @Test
  void aJobWhoseWorkerDiesWhileItSegmentsIsFinishedByAnother(FaultCluster cluster)
      throws Exception {
    String video = cluster.submit("killed-segmenting");
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(Milestone.DOWNLOADING, FaultCluster.JOB_LIMIT);
      cluster.proxy().trap("\"milestone\":\"cutting\"");
      cluster.proxy().awaitTrapped(FaultCluster.JOB_LIMIT);
      killOwner(cluster, video, viewer, "kill -9 while segmenting");
    }
  }

  private static void killOwner(FaultCluster cluster, String video, Watcher viewer, String fault)
      throws IOException {
    NodeProcess owner = cluster.ownerOf(video);
    int mark = cluster.log().size();
    long killed = System.nanoTime();
    owner.kill();
    cluster.proxy().removeTrap();

    LogBook.Entry claim = cluster.awaitClaim(mark, video);
    Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

    cluster
        .table()
        .add(fault, (claim.nanos() - killed) / NANOS, viewer.lost(), viewer.duplicated());
    assertThat(claim.node()).isNotEqualTo(owner.name());
    assertThat(claim.nanos() - killed).as("ns until taken over").isLessThan(TAKEOVER.toNanos());
    assertThat(end.status()).as(end.data().toString()).isEqualTo("completed");
    assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isEqualTo(1);
    viewer.assertWholeStory();
  }

  @Test
  void aWorkerThatIsToldToStopHandsItsJobOver(FaultCluster cluster) throws Exception {
    String video = cluster.submit("handed-over");
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
      NodeProcess owner = cluster.ownerOf(video);
      int mark = cluster.log().size();
      long told = System.nanoTime();
      owner.stop();

      LogBook.Entry claim = cluster.awaitClaim(mark, video);
      viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(
              "SIGTERM of the worker",
              (claim.nanos() - told) / NANOS,
              viewer.lost(),
              viewer.duplicated());
      assertThat(claim.node()).isNotEqualTo(owner.name());
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isZero();
      assertThat(cluster.head(video).path("run").path("failures").asInt()).isZero();
      viewer.assertWholeStory();
    }
  }
}
