package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.system.ServiceClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every node is stopped and started anew in turn, as an upgrade does, while jobs and viewers run.
 */
@ExtendWith(SharedCluster.class)
class RollingRestartIT {
  private static final double NANOS = 1e9;

  @Test
  void nobodyNoticesThatEveryNodeIsRestartedInTurn(FaultCluster cluster) throws Exception {
    List<NodeProcess> before = cluster.nodes();
    List<Watcher> viewers = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    try {
      for (NodeProcess node : before) {
        String video = cluster.submit("restart-" + node.name());
        Watcher viewer = new Watcher(cluster::anyGateway, video);
        viewers.add(viewer);
        viewer.awaitMilestone(Milestone.TRANSCRIBING, FaultCluster.JOB_LIMIT);
        seconds.add(restart(cluster, node, video));
      }
      for (Watcher viewer : viewers) {
        Watcher.Event end = viewer.awaitEnd(FaultCluster.JOB_LIMIT);
        assertThat(end.status()).as(end.data().toString()).isEqualTo("completed");
        cluster
            .table()
            .add(
                "a node stopped and started anew in turn",
                seconds.remove(0),
                viewer.lost(),
                viewer.duplicated());
        viewer.assertWholeStory();
      }
    } finally {
      viewers.forEach(Watcher::close);
    }
    assertThat(cluster.nodes()).doesNotContainAnyElementsOf(before);
    assertThat(cluster.programs()).as("programs after the end").isEmpty();
    assertThat(cluster.scratchFiles()).as("files after the end").isEmpty();
  }

  /**
   * @return seconds until the node was back
   */
  private static double restart(FaultCluster cluster, NodeProcess node, String video) {
    long told = System.nanoTime();
    try (Requests requests = new Requests(cluster.otherThan(node).service(), video)) {
      node.stop();
      cluster.fill();
      requests.assertAllAnswered();
    }
    return (System.nanoTime() - told) / NANOS;
  }

  /** Somebody who goes on asking the gateway that stays. */
  private static final class Requests implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failures = new ArrayList<>();
    private final ServiceClient client;
    private final String path;

    Requests(URI gateway, String video) {
      client = new ServiceClient(gateway);
      path = "/jobs/" + QueueKey.of(video);
      thread.scheduleWithFixedDelay(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask() {
      try {
        ServiceClient.Answer answer = client.get(path);
        if (answer.status() == 200) {
          answered.incrementAndGet();
        } else {
          fail(answer.status() + " " + answer.body());
        }
      } catch (IOException e) {
        fail(e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void fail(String what) {
      failures.add(what);
    }

    synchronized void assertAllAnswered() {
      assertThat(failures).as("of %d requests", answered.get() + failures.size()).isEmpty();
      assertThat(answered.get()).isPositive();
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }
}
