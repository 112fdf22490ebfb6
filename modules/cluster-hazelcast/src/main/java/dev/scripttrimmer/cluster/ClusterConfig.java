package dev.scripttrimmer.cluster;

import dev.scripttrimmer.domain.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * One node's place in the cluster.
 *
 * @param node how the others know this process
 * @param clusterName nodes of another name do not join
 * @param bind where this node listens
 * @param members where some of the others may be found; this node itself may be among them. Empty
 *     for a cluster that others join. A node that reaches none of them starts alone, and joins as
 *     soon as it reaches one
 * @param timings how soon deaths and splits are noticed
 * @param backups on how many other nodes the registrations and the progress log are kept: so many
 *     nodes may die at once; 0 to 6
 * @param busTls empty for an event bus in the clear
 * @param log what the progress log keeps
 */
public record ClusterConfig(
    NodeId node,
    String clusterName,
    BindAddress bind,
    List<MemberAddress> members,
    ClusterTimings timings,
    int backups,
    Optional<BusTls> busTls,
    LogLimits log) {
  private static final int MOST_BACKUPS = 6;

  public ClusterConfig {
    members = List.copyOf(members);
    if (clusterName.isBlank()) {
      throw new IllegalArgumentException("the cluster's name is blank");
    }
    if (backups < 0 || backups > MOST_BACKUPS) {
      throw new IllegalArgumentException("backups is from 0 to " + MOST_BACKUPS);
    }
  }

  /** A node on any free port of the loopback interface, with every default. */
  public static ClusterConfig loopback(NodeId node, List<MemberAddress> members) {
    return new ClusterConfig(
        node,
        "script-trimmer",
        BindAddress.LOOPBACK,
        members,
        ClusterTimings.DEFAULT,
        2,
        Optional.empty(),
        LogLimits.DEFAULT);
  }
}
