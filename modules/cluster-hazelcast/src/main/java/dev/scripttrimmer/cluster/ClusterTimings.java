package dev.scripttrimmer.cluster;

import java.time.Duration;

/**
 * How soon the cluster notices what happens to its members. Whole seconds, as Hazelcast counts.
 *
 * @param heartbeatInterval how often members tell each other that they live
 * @param heartbeatTimeout how long a silent member stays one; a frozen or cut-off node's share of
 *     the bus and the log does not answer for as long
 * @param connectTimeout how long to wait for a member that does not answer, when joining
 * @param mergeFirstDelay how long after its start a node first looks for another half of a split
 *     cluster
 * @param mergeInterval how often it looks again
 * @param leaveTimeout how long a leaving member has to hand over what it holds
 */
public record ClusterTimings(
    Duration heartbeatInterval,
    Duration heartbeatTimeout,
    Duration connectTimeout,
    Duration mergeFirstDelay,
    Duration mergeInterval,
    Duration leaveTimeout) {
  /** A dead process is noticed at once, a frozen one after 10 s, a healed split after 10 s. */
  public static final ClusterTimings DEFAULT =
      new ClusterTimings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10));

  public ClusterTimings {
    requireWholeSeconds("heartbeatInterval", heartbeatInterval);
    requireWholeSeconds("heartbeatTimeout", heartbeatTimeout);
    requireWholeSeconds("connectTimeout", connectTimeout);
    requireWholeSeconds("mergeFirstDelay", mergeFirstDelay);
    requireWholeSeconds("mergeInterval", mergeInterval);
    requireWholeSeconds("leaveTimeout", leaveTimeout);
    if (heartbeatTimeout.compareTo(heartbeatInterval.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException("heartbeatTimeout is less than three heartbeats");
    }
  }

  private static void requireWholeSeconds(String name, Duration duration) {
    if (duration.toSeconds() < 1 || duration.getNano() != 0) {
      throw new IllegalArgumentException(name + " is not a whole number of seconds from 1");
    }
  }
}
