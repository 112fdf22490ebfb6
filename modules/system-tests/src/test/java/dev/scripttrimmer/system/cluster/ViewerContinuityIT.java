package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A viewer whose gateway dies, or whose whole cluster does. */
@ExtendWith(SharedCluster.class)
class ViewerContinuityIT {
  private static final double NANOS = 1e9;

  @Test
  void whoseGatewayDiesGetsTheRestFromAnother(FaultCluster cluster) throws Exception {
    String video = cluster.submit("gateway-killed");
    AtomicReference<NodeProcess> gateway = new AtomicReference<>(cluster.nodes().get(0));
    try (Watcher early = new Watcher(cluster::anyGateway, video)) {
      early.awaitMilestone(Milestone.DOWNLOADING, FaultCluster.JOB_LIMIT);
      // The viewer looks on through a node that does not work on its job.
      NodeProcess owner = cluster.ownerOf(video);
      gateway.set(cluster.otherThan(owner));
      try (Watcher viewer = new Watcher(() -> gateway.get().service(), video)) {
        viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
        NodeProcess dead = gateway.getAndSet(owner);
        int seen = viewer.events().size();
        long killed = System.nanoTime();
        dead.kill();

        Watcher.Event next = viewer.await(event -> event.nanos() > killed, FaultCluster.JOB_LIMIT);
        viewer.awaitEnd(FaultCluster.JOB_LIMIT);

        cluster
            .table()
            .add(
                "kill -9 of a viewer's gateway",
                (next.nanos() - killed) / NANOS,
                viewer.lost(),
                viewer.duplicated());
        assertThat(viewer.connections()).isEqualTo(2);
        assertThat(viewer.events()).hasSizeGreaterThan(seen);
        viewer.assertWholeStory();
        early.awaitEnd(FaultCluster.JOB_LIMIT);
      }
    }
  }

  @Test
  void ofAClusterThatWasRestartedWithEmptyMemorySeesTheSameStory(FaultCluster cluster)
      throws Exception {
    String finished = cluster.submit("finished-before");
    List<Long> before;
    try (Watcher viewer = new Watcher(cluster::anyGateway, finished)) {
      viewer.awaitEnd(FaultCluster.JOB_LIMIT);
      before = milestoneIds(viewer);
    }
    String running = cluster.submit("running-meanwhile");
    try (Watcher viewer = new Watcher(cluster::anyGateway, running)) {
      viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
      long killed = System.nanoTime();
      cluster.nodes().forEach(NodeProcess::kill);
      int mark = cluster.log().size();
      cluster.fill();
      LogBook.Entry claim = cluster.awaitClaim(mark, running);
      viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(
              "kill -9 of all nodes and restart (start included)",
              (claim.nanos() - killed) / NANOS,
              viewer.lost(),
              viewer.duplicated());
      // Milestones outlive every memory, finer updates do not: who saw one of those last is told to
      // begin anew.
      viewer.assertWholeStory(1);
    }
    try (Watcher again = new Watcher(cluster::anyGateway, finished)) {
      again.awaitEnd(FaultCluster.JOB_LIMIT);
      assertThat(milestoneIds(again)).isEqualTo(before);
      again.assertWholeStory();
    }
  }

  private static List<Long> milestoneIds(Watcher viewer) {
    return viewer.events().stream()
        .filter(Watcher.Event::isMilestone)
        .map(Watcher.Event::id)
        .toList();
  }
}
