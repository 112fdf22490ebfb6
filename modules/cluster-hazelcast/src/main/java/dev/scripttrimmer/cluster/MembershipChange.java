package dev.scripttrimmer.cluster;

import dev.scripttrimmer.domain.NodeId;

/** A node joined the cluster, or left it by whatever way. */
public record MembershipChange(NodeId node, Kind kind) {
  /** What a node did. */
  public enum Kind {
    JOINED,
    LEFT
  }
}
