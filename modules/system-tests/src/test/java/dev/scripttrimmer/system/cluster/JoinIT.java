package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.QueueKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that joins a cluster which has more to do than it can. */
@ExtendWith(SharedCluster.class)
class JoinIT {
  private static final double NANOS = 1e9;

  /** Two at once on each of two nodes, and two that wait. */
  private static final int JOBS = 6;

  /** A worker looks for work when it starts, and with each beat of three seconds. */
  private static final double LIMIT_SECONDS = 6;

  @Test
  void itWorksAtOnce(FaultCluster cluster) throws Exception {
    List<NodeProcess> before = cluster.nodes();
    List<String> videos = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      videos.add(cluster.submit("more-than-two-nodes-do-" + i));
    }
    int mark = cluster.log().size();
    long started = System.nanoTime();

    cluster.fill(before.size() + 1);

    NodeProcess joined = cluster.nodes().get(before.size());
    LogBook.Entry works =
        cluster.log().await(mark, entry -> isWorkOf(joined, entry), Duration.ofMinutes(1));
    LogBook.Entry ready =
        cluster
            .log()
            .await(
                mark,
                entry ->
                    entry.node().equals(joined.name())
                        && entry.line().startsWith("Script Trimmer is ready"),
                Duration.ofMinutes(1));
    for (String video : videos) {
      assertThat(cluster.client().delete("/jobs/" + QueueKey.of(video)).status()).isEqualTo(200);
    }
    cluster
        .table()
        .add("one more node: from its start until it works", seconds(started, works.nanos()));
    // Other tests count on as many nodes as they found.
    joined.stop();
    assertThat(before).doesNotContain(joined);
    assertThat(seconds(ready.nanos(), works.nanos()))
        .as("seconds from ready to at work")
        .isLessThan(LIMIT_SECONDS);
  }

  private static boolean isWorkOf(NodeProcess node, LogBook.Entry entry) {
    return entry.node().equals(node.name())
        && (entry.line().contains("job claimed key=")
            || entry.line().contains("chunk taken from="));
  }

  private static double seconds(long from, long to) {
    return (to - from) / NANOS;
  }
}
