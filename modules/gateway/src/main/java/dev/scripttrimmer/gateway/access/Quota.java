package dev.scripttrimmer.gateway.access;

/**
 * How much one owner may have at once.
 *
 * @param maxActive jobs that wait or run, 1 or more
 * @param writesPerMinute requests that may change something, 1 or more, on each node
 * @param maxStreams open progress streams on each node, 1 or more
 */
public record Quota(int maxActive, int writesPerMinute, int maxStreams) {
  public Quota {
    if (maxActive < 1 || writesPerMinute < 1 || maxStreams < 1) {
      throw new IllegalArgumentException("a quota is 1 or more of everything");
    }
  }
}
