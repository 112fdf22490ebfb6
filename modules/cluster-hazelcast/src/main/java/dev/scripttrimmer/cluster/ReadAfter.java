package dev.scripttrimmer.cluster;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;

/** Reads a log's events after an id, so that no more than these travel. */
final class ReadAfter
    implements EntryProcessor<String, StoredLog, LogPart>, ReadOnly, IdentifiedDataSerializable {
  private long afterId;

  /** For {@link #readData}. */
  ReadAfter() {}

  ReadAfter(long afterId) {
    this.afterId = afterId;
  }

  @Override
  public LogPart process(Map.Entry<String, StoredLog> entry) {
    StoredLog log = entry.getValue() == null ? new StoredLog() : entry.getValue();
    return log.after(afterId);
  }

  @Override
  public EntryProcessor<String, StoredLog, LogPart> getBackupProcessor() {
    return null;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeLong(afterId);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    afterId = in.readLong();
  }

  @Override
  public int getFactoryId() {
    return LogSerialization.FACTORY;
  }

  @Override
  public int getClassId() {
    return LogSerialization.READ;
  }
}
