package dev.scripttrimmer.cluster;

import com.hazelcast.core.EntryView;
import com.hazelcast.map.MapEvictionPolicyComparator;

/** Which of two logs is evicted first: the ended one, of two alike the one changed longer ago. */
final class EndedOldestFirst implements MapEvictionPolicyComparator<String, StoredLog> {
  private static final long serialVersionUID = 1;

  @Override
  public int compare(EntryView<String, StoredLog> one, EntryView<String, StoredLog> other) {
    int byEnd = Boolean.compare(other.getValue().isEnded(), one.getValue().isEnded());
    // Each append puts the expiration off by the same time, so it tells the order of appends.
    return byEnd != 0 ? byEnd : Long.compare(one.getExpirationTime(), other.getExpirationTime());
  }
}
