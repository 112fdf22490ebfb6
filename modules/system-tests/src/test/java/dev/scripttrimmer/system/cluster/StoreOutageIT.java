package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.system.ServiceClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An object store that goes away while a job runs. */
@ExtendWith(SharedCluster.class)
class StoreOutageIT {
  private static final double NANOS = 1e9;
  private static final int AWAY_SECONDS = 15;

  @ParameterizedTest
  @EnumSource(names = {"REFUSE", "RESET", "STALL"})
  void aJobOutlastsIt(FaultProxy.Mode mode, FaultCluster cluster) throws Exception {
    String video = cluster.submit("outage-" + mode.ordinal());
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
      cluster.proxy().set(mode);
      ServiceClient.Answer refused = cluster.client().process(video + "?other");
      CompletableFuture.runAsync(
              () -> cluster.proxy().set(FaultProxy.Mode.PASS),
              CompletableFuture.delayedExecutor(AWAY_SECONDS, TimeUnit.SECONDS))
          .get(FaultCluster.JOB_LIMIT.toSeconds(), TimeUnit.SECONDS);
      long back = System.nanoTime();

      Watcher.Event next =
          viewer.await(event -> event.nanos() > back || event.isLast(), FaultCluster.JOB_LIMIT);
      Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(
              "object store away for 15 s: " + mode,
              Math.max(0, (next.nanos() - back) / NANOS),
              viewer.lost(),
              viewer.duplicated());
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isIn("storage_unavailable", "request_timeout");
      assertThat(end.status()).isEqualTo("completed");
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isZero();
      viewer.assertWholeStory();
    }
  }

  /** All through the job, from the moment it was accepted. */
  @ParameterizedTest
  @EnumSource(names = {"SLOW_DOWN", "TRUNCATE", "DELAY"})
  void aJobGetsThroughToAStoreThatAils(FaultProxy.Mode mode, FaultCluster cluster)
      throws Exception {
    String video = cluster.submit("ailing-" + mode.ordinal());
    cluster.proxy().set(mode);
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      assertThat(cluster.proxy().harmed()).as("requests and replies harmed").isPositive();
      cluster.table().add("object store ails: " + mode, 0, viewer.lost(), viewer.duplicated());
      assertThat(end.status()).as(end.data().toString()).isEqualTo("completed");
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isZero();
      viewer.assertWholeStory();
    }
  }

  @Test
  void repliesToWritesThatGetLostCostNothing(FaultCluster cluster) throws Exception {
    String video = cluster.submit("lost-replies");
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(Milestone.DOWNLOADING, FaultCluster.JOB_LIMIT);
      cluster.proxy().loseRepliesToPuts(6);

      Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      assertThat(cluster.proxy().repliesYetToLose()).as("replies yet to lose").isZero();
      cluster.table().add("lost replies to six writes", 0, viewer.lost(), viewer.duplicated());
      assertThat(end.status()).isEqualTo("completed");
      assertThat(cluster.head(video).path("run").path("lost_workers").asInt()).isZero();
      viewer.assertWholeStory();
    } finally {
      cluster.proxy().loseRepliesToPuts(0);
    }
  }
}
