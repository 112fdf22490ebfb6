package dev.scripttrimmer.gateway.stream;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** One viewer's place in one job's story. Belongs to the feed's event loop. */
final class Cursor {
  private final KeyFeed feed;
  private final Followed followed;
  private final ProgressStream stream;
  private final long requested;
  private long position;
  private boolean placed;

  /**
   * @param requested where the client says it was; see {@link StreamIds}
   */
  Cursor(KeyFeed feed, Followed followed, ProgressStream stream, long requested) {
    this.feed = feed;
    this.followed = followed;
    this.stream = stream;
    this.requested = requested;
  }

  KeyFeed feed() {
    return feed;
  }

  /** As the client named the job. */
  Followed followed() {
    return followed;
  }

  /** The id of the last event handed to the connection; 0 before the first. */
  long position() {
    return position;
  }

  /**
   * Begins where the client was, or at the start when there is no such place any more.
   *
   * @return whether that is a reset: the client believed to be somewhere else
   */
  boolean place() {
    boolean known = requested > 0 && feed.history().knows(requested);
    position = known ? requested : 0;
    placed = true;
    return requested != StreamIds.START && !known;
  }

  /** Whether the client had seen a run's end already, and no new run has begun. */
  boolean wasPastEnd() {
    History history = feed.history();
    return requested > 0 && history.ended() && history.lastId() == requested;
  }

  boolean sawEnd() {
    return placed && feed.history().ended() && position == feed.history().lastId();
  }

  /** Whether there is something to hand on. */
  boolean isBehind() {
    return placed && position < feed.history().lastId();
  }

  /** Goes on as far as the story and the connection allow. */
  void move() {
    if (!placed && feed.loaded() && place()) {
      stream.tellReset(this);
    }
    if (placed) {
      stream.pump(this);
    }
  }

  /** The next events to hand on, as in a stream of one job; there has to be one. */
  Frames take() {
    Frames frames = feed.history().framesAfter(position);
    position = frames.lastId();
    return frames;
  }

  /**
   * The same for a stream of several jobs, where each id names the place in all of them.
   *
   * @param into takes the events
   * @return how many there are
   */
  int take(List<Cursor> all, Buffer into) {
    List<EncodedEvent> events = feed.history().after(position);
    int taken = 0;
    while (taken < events.size() && into.length() < History.CHUNK_BYTES) {
      EncodedEvent event = events.get(taken++);
      position = event.id();
      into.appendString("id: ").appendString(StreamIds.format(all)).appendString("\n");
      into.appendBuffer(event.data());
    }
    return taken;
  }
}
