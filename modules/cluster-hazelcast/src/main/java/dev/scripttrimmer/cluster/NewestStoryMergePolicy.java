package dev.scripttrimmer.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;

/**
 * After a split, keeps of two logs of one key the one with the later run, or else the larger last
 * id: the one whose writer the object store let go on.
 *
 * <p>Not both: a writer that lost its job in the split told a story that its successor did not know
 * of, and mixed together their progress would go back and forth. Not the one changed last either:
 * that asks two machines' clocks.
 */
final class NewestStoryMergePolicy
    implements SplitBrainMergePolicy<StoredLog, MergingValue<StoredLog>, StoredLog>,
        IdentifiedDataSerializable {
  @Override
  public StoredLog merge(MergingValue<StoredLog> merging, MergingValue<StoredLog> existing) {
    StoredLog theirs = merging == null ? null : merging.getValue();
    StoredLog ours = existing == null ? null : existing.getValue();
    if (theirs == null || ours == null) {
      return theirs == null ? ours : theirs;
    }
    return isNewer(theirs, ours) ? theirs : ours;
  }

  private static boolean isNewer(StoredLog one, StoredLog other) {
    return one.run() == other.run() ? one.lastId() > other.lastId() : one.run() > other.run();
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}

  @Override
  public int getFactoryId() {
    return LogSerialization.FACTORY;
  }

  @Override
  public int getClassId() {
    return LogSerialization.MERGE_POLICY;
  }
}
