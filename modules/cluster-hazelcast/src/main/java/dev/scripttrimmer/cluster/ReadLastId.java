package dev.scripttrimmer.cluster;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.util.Map;

/** Reads the id of a log's newest event, 0 when there is none. */
final class ReadLastId
    implements EntryProcessor<String, StoredLog, Long>, ReadOnly, IdentifiedDataSerializable {
  @Override
  public Long process(Map.Entry<String, StoredLog> entry) {
    return entry.getValue() == null ? 0L : entry.getValue().lastId();
  }

  @Override
  public EntryProcessor<String, StoredLog, Long> getBackupProcessor() {
    return null;
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
    return LogSerialization.LAST_ID;
  }
}
