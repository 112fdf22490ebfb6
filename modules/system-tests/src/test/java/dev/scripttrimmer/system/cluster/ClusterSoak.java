package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Milestone;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Faults of all kinds at moments of all kinds, one after the other, for as long as is asked for:
 * {@code ./test soak MINUTES SEED}. No part of every build. One seed is one schedule of faults;
 * what the machine does meanwhile is its own.
 */
@ExtendWith(SharedCluster.class)
class ClusterSoak {
  private static final int NODES = 3;
  private static final double NANOS = 1e9;

  @Test
  void nothingIsEverLost(FaultTable table) throws Exception {
    Duration length = Duration.ofMinutes(Long.getLong("soak.minutes", 30));
    long seed = Long.getLong("soak.seed", 1);
    System.out.printf("soak for %d minutes with seed %d%n", length.toMinutes(), seed);
    Random random = new Random(seed);
    long end = System.nanoTime() + length.toNanos();
    try (FaultCluster cluster = new FaultCluster(Site.PLAIN, table)) {
      for (int round = 1; System.nanoTime() < end; round++) {
        cluster.fill(NODES);
        SoakFault fault = pick(SoakFault.values(), random);
        Milestone moment = pick(Milestone.values(), random);
        round(cluster, round, fault, moment, random);
      }
    }
  }

  private static void round(
      FaultCluster cluster, int round, SoakFault fault, Milestone moment, Random random)
      throws Exception {
    String video = cluster.submit("soak-" + round);
    try (Watcher viewer = new Watcher(cluster::anyGateway, video)) {
      viewer.awaitMilestone(moment, FaultCluster.JOB_LIMIT);
      long struck = System.nanoTime();
      fault.strike(cluster, video, random);

      Watcher.Event last = viewer.awaitEnd(FaultCluster.JOB_LIMIT);

      cluster
          .table()
          .add(
              "soak %d: %s at %s, until the end".formatted(round, fault, moment),
              Math.max(0, (last.nanos() - struck) / NANOS),
              viewer.lost(),
              viewer.duplicated());
      assertThat(last.status())
          .as("%s at %s: %s", fault, moment, last.data())
          .isEqualTo("completed");
      viewer.assertWholeStory();
    }
    cluster.proxy().loseRepliesToPuts(0);
    cluster.assertNothingLeft();
  }

  private static <T> T pick(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
