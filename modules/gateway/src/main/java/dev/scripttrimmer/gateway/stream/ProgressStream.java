package dev.scripttrimmer.gateway.stream;

import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.GatewayMeters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One open connection. It has no queue of events: when the socket's queue is full it stays where it
 * is in the stories, and goes on from there, in one write, once the socket drains. Belongs to its
 * event loop.
 */
final class ProgressStream {
  private static final Buffer COMMENT = Buffer.buffer(":\n\n");
  private static final Buffer EVENT = Buffer.buffer("data: {\"type\":\"heartbeat\"}\n\n");

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final GatewayConfig.Streams config;
  private final GatewayMeters meters;
  private final Runnable onClose;
  private final List<Cursor> cursors = new ArrayList<>(1);
  private EventOutlet outlet;
  private boolean closed;
  private boolean stalled;

  /**
   * @param onClose runs once, when the stream is over for whatever reason
   */
  ProgressStream(
      HttpServerRequest request,
      GatewayConfig.Streams config,
      GatewayMeters meters,
      Runnable onClose) {
    this.request = request;
    this.response = request.response();
    this.config = config;
    this.meters = meters;
    this.onClose = onClose;
    response.closeHandler(gone -> close());
    response.exceptionHandler(failed -> close());
  }

  void watch(KeyFeed feed, Followed followed, long requested) {
    Cursor cursor = new Cursor(feed, followed, this, requested);
    cursors.add(cursor);
    feed.add(cursor);
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether the client resumes after the end of everything that it watches. */
  boolean wasPastEnd() {
    return cursors.stream().allMatch(Cursor::wasPastEnd);
  }

  /** Sends the head and, as far as the stories are known, all that happened so far. */
  void open() {
    outlet = EventOutlet.of(request, config.writeQueue(), this::drained);
    Buffer first = retryHint(config.retry().toMillis());
    for (Cursor cursor : cursors) {
      boolean reset = cursor.feed().loaded() && cursor.place();
      Followed followed = cursor.followed();
      first.appendBuffer(reset ? followed.reset() : followed.connected());
    }
    outlet.write(first);
    cursors.forEach(this::pump);
  }

  private boolean isOpen() {
    return outlet != null && !closed;
  }

  /** Sends what the cursor has not handed on, as far as the connection takes it. */
  void pump(Cursor cursor) {
    if (!isOpen()) {
      return;
    }
    while (cursor.isBehind() && !outlet.isFull()) {
      send(cursor);
    }
    if (cursor.sawEnd()) {
      endWhenOver();
    }
  }

  private void send(Cursor cursor) {
    if (cursors.size() == 1) {
      Frames frames = cursor.take();
      outlet.write(frames);
      meters.delivered(frames.events());
    } else {
      Buffer own = Buffer.buffer();
      meters.delivered(cursor.take(cursors, own));
      outlet.write(own);
    }
  }

  private void drained() {
    stalled = false;
    cursors.forEach(Cursor::move);
  }

  /** Tells a client that had to wait to learn it: its place is unknown. */
  void tellReset(Cursor cursor) {
    if (isOpen()) {
      outlet.write(cursor.followed().reset());
    }
  }

  /** Shows that the connection lives; lets go of a client that took nothing since the last time. */
  void beat() {
    if (!isOpen()) {
      return;
    }
    if (!outlet.isFull()) {
      outlet.write(
          switch (config.heartbeatStyle()) {
            case COMMENT -> COMMENT;
            case EVENT -> EVENT;
          });
    } else if (stalled) {
      letGo();
    } else {
      stalled = true;
    }
  }

  private void endWhenOver() {
    if (!closed && cursors.stream().allMatch(Cursor::sawEnd)) {
      end();
    }
  }

  /** Ends the response in good order; the client may come back and resume. */
  void end() {
    if (!closed) {
      close();
      response.end();
    }
  }

  private void letGo() {
    meters.letGo();
    close();
    response.reset();
  }

  private void close() {
    if (!closed) {
      closed = true;
      if (outlet != null) {
        outlet.close();
      }
      cursors.forEach(cursor -> cursor.feed().remove(cursor));
      onClose.run();
    }
  }

  /** A hint to reconnect after {@code millis}, give or take half, so that not all come at once. */
  static Buffer retryHint(long millis) {
    long jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1);
    return Buffer.buffer("retry: " + jittered + "\n\n");
  }
}
