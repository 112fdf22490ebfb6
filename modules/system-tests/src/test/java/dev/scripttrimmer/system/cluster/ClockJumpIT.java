package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scripttrimmer.domain.Milestone;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node whose wall clock is set while it works on a job: hours on, then back. */
@ExtendWith(SharedCluster.class)
class ClockJumpIT {
  private static final double NANOS = 1e9;
  private static final Duration JUMP = Duration.ofHours(2);

  @Test
  void aJobOutlastsItsWorkersClock(FaultTable table) throws Exception {
    Optional<FakeClocks> made = FakeClocks.make();
    assumeTrue(made.isPresent(), "libfaketime is not installed");
    FakeClocks clocks = made.orElseThrow();
    try (FaultCluster cluster = new FaultCluster(clocks, table)) {
      cluster.fill();
      jump(cluster, clocks, JUMP, "clock of the worker jumps two hours on");
      cluster.nodes().forEach(node -> clocks.set(node.name(), JUMP));
      jump(cluster, clocks, Duration.ZERO, "clock of the worker jumps two hours back");
      cluster.assertNothingLeft();
    }
  }

  private static void jump(FaultCluster cluster, FakeClocks clocks, Duration to, String fault)
      throws Exception {
    String video = cluster.submit("clock-" + to.toHours());
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(Milestone.DOWNLOADING, FaultCluster.JOB_LIMIT);
      clocks.set(cluster.ownerOf(video).name(), to);
      Watcher.Event jumped = viewer.await(event -> isNear(event, to), FaultCluster.JOB_LIMIT);
      Watcher.Event next = viewer.await(event -> event.id() > jumped.id(), FaultCluster.JOB_LIMIT);
      Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(fault, (next.nanos() - jumped.nanos()) / NANOS, viewer.lost(), viewer.duplicated());
      assertThat(end.status()).isEqualTo("completed");
      assertThat(isNear(end, to)).as("the end is told on the clock that was set").isTrue();
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isZero();
      assertThat(cluster.head(video).path("run").path("failures").asInt()).isZero();
      viewer.assertWholeStory();
    }
  }

  private static boolean isNear(Watcher.Event event, Duration offset) {
    Instant told = Instant.parse(event.data().path("timestamp").asText());
    return Duration.between(Instant.now().plus(offset), told).abs().compareTo(JUMP.dividedBy(2))
        < 0;
  }
}
