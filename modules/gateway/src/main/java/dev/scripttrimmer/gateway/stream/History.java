package dev.scripttrimmer.gateway.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this node knows of a job's current run, ready to be sent: a viewer is no queue of its own
 * but a position in here. Belongs to one event loop.
 */
final class History {
  /** Beyond this, the older half loses what is not durable, as the log does. */
  static final int CAPACITY = 2_048;

  /** What is written at once; more waits until the socket has taken it. */
  static final int CHUNK_BYTES = 128 * 1024;

  private static final int JOINED_CAPACITY = 8;

  private final List<EncodedEvent> events = new ArrayList<>();

  /** The last event alone: what most viewers need, most of the time. */
  private Frames newest;

  /** Whoever is here or further needs nothing but the last event. */
  private long beforeNewest;

  /** Joined frames by the position they start from: viewers mostly share one. */
  private final Map<Long, Frames> joined =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Frames> eldest) {
          boolean tooMany = size() > JOINED_CAPACITY;
          if (tooMany) {
            eldest.getValue().release();
          }
          return tooMany;
        }
      };

  /**
   * Adds an event at the end.
   *
   * @return false, and nothing changed, when it is not newer than all that is known
   */
  boolean add(EncodedEvent event) {
    if (event.id() <= lastId()) {
      return false;
    }
    release();
    if (event.run() != run()) {
      events.clear();
    }
    beforeNewest = lastId();
    events.add(event);
    newest = Frames.of(event);
    thin();
    return true;
  }

  /** Frees what is kept ready to be sent. */
  void release() {
    if (newest != null) {
      newest.release();
      newest = null;
    }
    joined.values().forEach(Frames::release);
    joined.clear();
  }

  private void thin() {
    if (events.size() > CAPACITY) {
      events.subList(0, CAPACITY / 2).removeIf(event -> !event.durable());
    }
  }

  /** 0 before the first event. */
  long lastId() {
    return events.isEmpty() ? 0 : events.get(events.size() - 1).id();
  }

  /** 0 before the first event. */
  int run() {
    return events.isEmpty() ? 0 : events.get(0).run();
  }

  /** Whether the run is over. */
  boolean ended() {
    return !events.isEmpty() && events.get(events.size() - 1).last();
  }

  /** Whether an event has this id. */
  boolean knows(long id) {
    int index = indexAfter(id) - 1;
    return index >= 0 && events.get(index).id() == id;
  }

  /** The events after a position, oldest first; a view, valid until the next change. */
  List<EncodedEvent> after(long id) {
    return events.subList(indexAfter(id), events.size());
  }

  /**
   * The first of these together, shared by all who ask from that position.
   *
   * @param id a position with at least one event after it
   */
  Frames framesAfter(long id) {
    return id >= beforeNewest && newest != null
        ? newest
        : joined.computeIfAbsent(id, position -> join(after(position)));
  }

  private static Frames join(List<EncodedEvent> events) {
    int count = 1;
    int bytes = events.get(0).frame().length();
    while (count < events.size() && bytes + events.get(count).frame().length() <= CHUNK_BYTES) {
      bytes += events.get(count).frame().length();
      count++;
    }
    return Frames.of(events.subList(0, count));
  }

  private int indexAfter(long id) {
    int low = 0;
    int high = events.size();
    // Most viewers are at the very end or just before it.
    if (high > 1 && events.get(high - 2).id() <= id) {
      low = high - 1;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(middle).id() <= id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
