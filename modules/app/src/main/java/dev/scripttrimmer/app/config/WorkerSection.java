package dev.scripttrimmer.app.config;

import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.worker.RetryPolicy;
import dev.scripttrimmer.worker.WorkerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** {@code worker} in the shipped file. */
public record WorkerSection(
    int jobs,
    int slots,
    String scratch,
    Duration beat,
    Duration lease,
    Duration drain,
    int attempts,
    int lostWorkers,
    Duration firstPause,
    Duration longestPause) {
  public WorkerSection {
    if (slots < 0) {
      throw new IllegalArgumentException("slots is 0 or more");
    }
  }

  /**
   * @param capabilities what the node was found to be able to do
   */
  public WorkerConfig toWorker(NodeId node, Set<String> capabilities) {
    return new WorkerConfig(
        node,
        capabilities,
        jobs,
        beat,
        lease,
        drain,
        new RetryPolicy(attempts, lostWorkers, firstPause, longestPause));
  }

  /** Chunks recognised at once on this machine. */
  public int recognizers() {
    return slots > 0 ? slots : Runtime.getRuntime().availableProcessors();
  }

  public Path scratchFolder() {
    return AppConfig.text(scratch)
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "script-trimmer-scratch"));
  }
}
