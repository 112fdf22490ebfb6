package dev.scripttrimmer.gateway.stream;

import io.vertx.core.buffer.Buffer;
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
  private Chunk newest;

  /** Joined frames by the position they start from: viewers mostly share one. */
  private final Map<Long, Chunk> joined =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Chunk> eldest) {
          return size() > JOINED_CAPACITY;
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
    if (event.run() != run()) {
      events.clear();
    }
    events.add(event);
    newest = new Chunk(event.frame(), 1, event.id());
    joined.clear();
    thin();
    return true;
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
   * The first of these as one buffer, shared by all who ask from that position.
   *
   * @param id a position with at least one event after it
   */
  Chunk chunkAfter(long id) {
    return indexAfter(id) == events.size() - 1
        ? newest
        : joined.computeIfAbsent(id, position -> join(after(position)));
  }

  private static Chunk join(List<EncodedEvent> events) {
    int count = 1;
    int bytes = events.get(0).frame().length();
    while (count < events.size() && bytes + events.get(count).frame().length() <= CHUNK_BYTES) {
      bytes += events.get(count).frame().length();
      count++;
    }
    return Chunk.of(events.subList(0, count));
  }

  /**
   * Events that are written together.
   *
   * @param lastId the position after them
   */
  record Chunk(Buffer frames, int events, long lastId) {
    private static Chunk of(List<EncodedEvent> events) {
      Buffer all = Buffer.buffer(events.stream().mapToInt(event -> event.frame().length()).sum());
      events.forEach(event -> all.appendBuffer(event.frame()));
      return new Chunk(all, events.size(), events.get(events.size() - 1).id());
    }
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
