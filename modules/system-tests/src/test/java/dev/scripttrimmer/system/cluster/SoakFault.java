package dev.scripttrimmer.system.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a soak does to a cluster that works on a video. */
enum SoakFault {
  KILL_WORKER {
    @Override
    void strike(FaultCluster cluster, String video, Random random) {
      cluster.ownerOf(video).kill();
    }
  },
  KILL_ANOTHER {
    @Override
    void strike(FaultCluster cluster, String video, Random random) {
      cluster.otherThan(cluster.ownerOf(video)).kill();
    }
  },
  KILL_TWO {
    @Override
    void strike(FaultCluster cluster, String video, Random random) {
      List<NodeProcess> nodes = new ArrayList<>(cluster.nodes());
      Collections.shuffle(nodes, random);
      nodes.subList(0, 2).parallelStream().forEach(NodeProcess::kill);
    }
  },
  KILL_ALL {
    @Override
    void strike(FaultCluster cluster, String video, Random random) {
      cluster.nodes().parallelStream().forEach(NodeProcess::kill);
      cluster.fill(1);
    }
  },
  TERMINATE_WORKER {
    @Override
    void strike(FaultCluster cluster, String video, Random random) {
      cluster.ownerOf(video).stop();
    }
  },
  FREEZE_WORKER {
    @Override
    void strike(FaultCluster cluster, String video, Random random) {
      NodeProcess owner = cluster.ownerOf(video);
      owner.freeze();
      later(random, owner::thaw);
    }
  },
  STORE_AWAY {
    @Override
    void strike(FaultCluster cluster, String video, Random random) {
      FaultProxy.Mode[] modes = FaultProxy.Mode.values();
      // Any but the first, which does nothing.
      cluster.proxy().set(modes[1 + random.nextInt(modes.length - 1)]);
      later(random, () -> cluster.proxy().set(FaultProxy.Mode.PASS));
    }
  },
  LOSE_REPLIES {
    @Override
    void strike(FaultCluster cluster, String video, Random random) {
      cluster.proxy().loseRepliesToPuts(1 + random.nextInt(5));
    }
  },
  FILL_DISK {
    @Override
    void strike(FaultCluster cluster, String video, Random random) {
      cluster.scratchDisk().ifPresent(SmallDisk::fill);
      later(random, () -> cluster.scratchDisk().ifPresent(SmallDisk::empty));
    }
  };

  private static final int LEAST_SECONDS = 2;
  private static final int MOST_SECONDS = 10;

  /** Does it, and where it is something that passes, waits until it has. */
  abstract void strike(FaultCluster cluster, String video, Random random);

  private static void later(Random random, Runnable end) {
    long seconds = random.nextInt(LEAST_SECONDS, MOST_SECONDS);
    CompletableFuture.runAsync(end, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS))
        .orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
