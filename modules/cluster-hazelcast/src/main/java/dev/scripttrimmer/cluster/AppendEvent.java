package dev.scripttrimmer.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;

/**
 * Appends one event where the log is; answers as {@link StoredLog#append}. The backups do the same
 * to their copies, so that a long log does not travel.
 */
final class AppendEvent
    implements EntryProcessor<String, StoredLog, Long>, IdentifiedDataSerializable {
  private int run;
  private StoredEvent event;
  private boolean last;
  private int fineUpdates;

  /** For {@link #readData}. */
  AppendEvent() {}

  AppendEvent(int run, StoredEvent event, boolean last, int fineUpdates) {
    this.run = run;
    this.event = event;
    this.last = last;
    this.fineUpdates = fineUpdates;
  }

  @Override
  public Long process(Map.Entry<String, StoredLog> entry) {
    StoredLog log = entry.getValue() == null ? new StoredLog() : entry.getValue();
    long previous = log.append(run, event, last, fineUpdates);
    if (previous != StoredLog.REFUSED) {
      entry.setValue(log);
    }
    return previous;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeInt(run);
    event.writeTo(out);
    out.writeBoolean(last);
    out.writeInt(fineUpdates);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    run = in.readInt();
    event = StoredEvent.readFrom(in);
    last = in.readBoolean();
    fineUpdates = in.readInt();
  }

  @Override
  public int getFactoryId() {
    return LogSerialization.FACTORY;
  }

  @Override
  public int getClassId() {
    return LogSerialization.APPEND;
  }
}
