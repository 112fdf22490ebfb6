package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker that stands still, is taken for dead, and wakes up. */
@ExtendWith(SharedCluster.class)
class FrozenWorkerIT {
  private static final double NANOS = 1e9;
  private static final int FROZEN_SECONDS = 30;
  private static final Duration TAKEOVER = Duration.ofSeconds(30);

  @Test
  void whoWakesUpIsRefusedAndStops(FaultCluster cluster) throws Exception {
    String video = cluster.submit("frozen");
    try (Watcher early = new Watcher(cluster::anyGateway, video)) {
      early.awaitMilestone(Milestone.DOWNLOADING, FaultCluster.JOB_LIMIT);
      NodeProcess owner = cluster.ownerOf(video);
      NodeProcess other = cluster.otherThan(owner);
      try (Watcher viewer = new Watcher(other::service, video)) {
        viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
        int mark = cluster.log().size();
        long frozen = System.nanoTime();
        owner.freeze();
        CompletableFuture<Void> awake =
            CompletableFuture.runAsync(
                owner::thaw, CompletableFuture.delayedExecutor(FROZEN_SECONDS, TimeUnit.SECONDS));
        try {
          LogBook.Entry claim = cluster.awaitClaim(mark, video);
          viewer.awaitEnd(FaultCluster.JOB_LIMIT);
          awake.get(FaultCluster.JOB_LIMIT.toSeconds(), TimeUnit.SECONDS);
          cluster
              .log()
              .await(
                  mark,
                  entry ->
                      entry.node().equals(owner.name()) && entry.line().contains("job lost key="),
                  FaultCluster.JOB_LIMIT);

          cluster
              .table()
              .add(
                  "SIGSTOP for 30 s, then SIGCONT",
                  (claim.nanos() - frozen) / NANOS,
                  viewer.lost(),
                  viewer.duplicated());
          assertThat(claim.node()).isNotEqualTo(owner.name());
          assertThat(claim.nanos() - frozen)
              .as("ns until taken over")
              .isLessThan(TAKEOVER.toNanos());
          assertThat(cluster.head(video).path("state").asText())
              .as("the head after its old owner woke up")
              .isEqualTo("completed");
          viewer.assertWholeStory();
        } finally {
          owner.thaw();
        }
      }
    }
  }
}
