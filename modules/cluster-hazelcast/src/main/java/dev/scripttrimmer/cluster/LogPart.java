package dev.scripttrimmer.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import dev.scripttrimmer.domain.progress.ProgressLog.LogSlice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The part of a log that was asked for, on its way to who asked. */
final class LogPart implements IdentifiedDataSerializable {
  private int run;
  private boolean known;
  private List<StoredEvent> events;

  /** For {@link #readData}. */
  LogPart() {}

  LogPart(int run, boolean known, List<StoredEvent> events) {
    this.run = run;
    this.known = known;
    this.events = List.copyOf(events);
  }

  LogSlice decode() {
    return new LogSlice(run, known, events.stream().map(event -> event.decode(run)).toList());
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeInt(run);
    out.writeBoolean(known);
    out.writeInt(events.size());
    for (StoredEvent event : events) {
      event.writeTo(out);
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    run = in.readInt();
    known = in.readBoolean();
    int size = in.readInt();
    events = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      events.add(StoredEvent.readFrom(in));
    }
  }

  @Override
  public int getFactoryId() {
    return LogSerialization.FACTORY;
  }

  @Override
  public int getClassId() {
    return LogSerialization.PART;
  }
}
