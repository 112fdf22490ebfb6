package dev.scripttrimmer.cluster;

import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.testkit.ProgressLogContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Writes and reads through either node in turn. */
class TwoMemberProgressLogTest extends ProgressLogContract {
  private static final TestCluster CLUSTER = new TestCluster();
  private static ClusteredVertx one;
  private static ClusteredVertx other;

  private boolean first;

  @BeforeAll
  static void start() {
    one = CLUSTER.start("one");
    other = CLUSTER.start("other", one.member());
  }

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  @Override
  protected synchronized ProgressLog log() {
    first = !first;
    return first ? one.progressLog() : other.progressLog();
  }
}
