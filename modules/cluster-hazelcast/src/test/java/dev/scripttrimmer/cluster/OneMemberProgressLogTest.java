package dev.scripttrimmer.cluster;

import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.testkit.ProgressLogContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class OneMemberProgressLogTest extends ProgressLogContract {
  private static final TestCluster CLUSTER = new TestCluster();
  private static ClusteredVertx node;

  @BeforeAll
  static void start() {
    node = CLUSTER.start("alone");
  }

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  @Override
  protected ProgressLog log() {
    return node.progressLog();
  }
}
