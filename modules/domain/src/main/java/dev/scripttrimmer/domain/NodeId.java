package dev.scripttrimmer.domain;

/**
 * Names one process of the cluster for as long as it lives; a restarted process gets a new one.
 *
 * @param value not blank
 */
public record NodeId(String value) {
  public NodeId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a node id is not blank");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
