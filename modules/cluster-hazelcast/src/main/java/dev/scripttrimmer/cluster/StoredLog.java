package dev.scripttrimmer.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One key's log on the node that holds it, and on its backups. Changed in place, by entry
 * processors only, which Hazelcast runs one after the other.
 */
final class StoredLog implements IdentifiedDataSerializable {
  /** What {@link #append} answers to an event that it refuses. */
  static final long REFUSED = -1;

  private int run;
  private boolean ended;
  private int fine;
  private final ArrayList<StoredEvent> events = new ArrayList<>();

  /**
   * Appends as {@link dev.scripttrimmer.domain.progress.ProgressLog#append} says.
   *
   * @param last whether the event ends its run
   * @param fineUpdates how many updates to keep besides the durable ones
   * @return the id before it, 0 for the first of its run, or {@link #REFUSED}
   */
  long append(int itsRun, StoredEvent event, boolean last, int fineUpdates) {
    long previous = lastId();
    if (event.id() <= previous || itsRun < run) {
      return REFUSED;
    }
    if (itsRun > run) {
      previous = 0;
      run = itsRun;
      fine = 0;
      events.clear();
    }
    ended = last;
    events.add(event);
    if (isFine(events.size() - 1)) {
      fine++;
    }
    thin(fineUpdates);
    if (ended) {
      events.trimToSize();
    }
    return previous;
  }

  /** The newest event's id, 0 when there is none. */
  long lastId() {
    return events.isEmpty() ? 0 : events.get(events.size() - 1).id();
  }

  LogPart after(long id) {
    int at = indexOf(id);
    int from = at < 0 ? -at - 1 : at + 1;
    return new LogPart(run, id == 0 || at >= 0, events.subList(from, events.size()));
  }

  int run() {
    return run;
  }

  boolean isEnded() {
    return ended;
  }

  private void thin(int fineUpdates) {
    if (fine <= fineUpdates) {
      return;
    }
    List<StoredEvent> kept = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      if (fine > fineUpdates && isFine(i)) {
        fine--;
      } else {
        kept.add(events.get(i));
      }
    }
    events.clear();
    events.addAll(kept);
  }

  /** The first event counts as durable, whatever it is. */
  private boolean isFine(int index) {
    return index > 0 && !events.get(index).durable();
  }

  private int indexOf(long id) {
    int low = 0;
    int high = events.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = events.get(middle).id();
      if (found == id) {
        return middle;
      }
      if (found < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeInt(run);
    out.writeBoolean(ended);
    out.writeInt(fine);
    out.writeInt(events.size());
    for (StoredEvent event : events) {
      event.writeTo(out);
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    run = in.readInt();
    ended = in.readBoolean();
    fine = in.readInt();
    int size = in.readInt();
    events.ensureCapacity(size);
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
    return LogSerialization.LOG;
  }
}
