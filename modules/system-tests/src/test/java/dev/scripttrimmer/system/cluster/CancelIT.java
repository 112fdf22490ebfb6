package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.system.ServiceClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job that is cancelled on a node that does not work on it. */
@ExtendWith(SharedCluster.class)
class CancelIT {
  private static final double NANOS = 1e9;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void cancellingFromAnotherNodeStopsItsPrograms(FaultCluster cluster) throws Exception {
    String video = cluster.submit("cancelled");
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
      NodeProcess owner = cluster.ownerOf(video);
      int mark = cluster.log().size();
      long asked = System.nanoTime();

      ServiceClient.Answer answer =
          new ServiceClient(cluster.otherThan(owner).service())
              .delete("/jobs/" + QueueKey.of(video));

      LogBook.Entry stopped =
          cluster
              .log()
              .await(
                  mark,
                  entry ->
                      entry.node().equals(owner.name())
                          && entry.line().contains("job lost key=" + QueueKey.of(video)),
                  LIMIT);
      cluster.table().add("cancel from another node", (stopped.nanos() - asked) / NANOS);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(owner.children()).noneMatch(command -> command.endsWith("ffmpeg"));
      Watcher.Event end = viewer.awaitEnd(LIMIT);
      assertThat(end.data().path("code").asText()).isEqualTo("cancelled");
      assertThat(cluster.head(video).path("state").asText()).isEqualTo("failed");
    }
  }
}
