package dev.scripttrimmer.gateway.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.GatewayMeters;
import dev.scripttrimmer.json.DomainJson;
import io.vertx.core.buffer.Buffer;
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

  private final HttpServerResponse response;
  private final GatewayConfig.Streams config;
  private final GatewayMeters meters;
  private final Runnable onClose;
  private final List<Cursor> cursors = new ArrayList<>(1);
  private boolean open;
  private boolean closed;
  private boolean stalled;

  /**
   * @param onClose runs once, when the stream is over for whatever reason
   */
  ProgressStream(
      HttpServerResponse response,
      GatewayConfig.Streams config,
      GatewayMeters meters,
      Runnable onClose) {
    this.response = response;
    this.config = config;
    this.meters = meters;
    this.onClose = onClose;
    response.closeHandler(gone -> close());
    response.exceptionHandler(failed -> close());
  }

  void watch(KeyFeed feed, String s3Url, long requested) {
    Cursor cursor = new Cursor(feed, s3Url, this, requested);
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
    open = true;
    response.setWriteQueueMaxSize(config.writeQueue());
    response.drainHandler(drained -> drained());
    Buffer first = retryHint(config.retry().toMillis());
    for (Cursor cursor : cursors) {
      boolean reset = cursor.feed().loaded() && cursor.place();
      first.appendBuffer(connection(cursor, reset));
    }
    for (Cursor cursor : cursors) {
      if (cursor.isBehind()) {
        first.appendBuffer(take(cursor));
      }
    }
    write(first);
    cursors.forEach(this::pump);
  }

  /** Sends what the cursor has not handed on, as far as the connection takes it. */
  void pump(Cursor cursor) {
    if (!open || closed) {
      return;
    }
    while (cursor.isBehind() && !response.writeQueueFull()) {
      write(take(cursor));
    }
    if (cursor.sawEnd()) {
      endWhenOver();
    }
  }

  private void drained() {
    stalled = false;
    cursors.forEach(Cursor::move);
  }

  private Buffer take(Cursor cursor) {
    History.Chunk chunk = cursors.size() == 1 ? cursor.take() : cursor.take(cursors);
    meters.delivered(chunk.events());
    return chunk.frames();
  }

  /** Tells a client that had to wait to learn it: its place is unknown. */
  void tellReset(Cursor cursor) {
    if (open && !closed) {
      write(connection(cursor, true));
    }
  }

  /** Shows that the connection lives; lets go of a client that took nothing since the last time. */
  void beat() {
    if (!open || closed) {
      return;
    }
    if (!response.writeQueueFull()) {
      write(
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

  private void write(Buffer bytes) {
    response.write(bytes);
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
      cursors.forEach(cursor -> cursor.feed().remove(cursor));
      onClose.run();
    }
  }

  /** A hint to reconnect after {@code millis}, give or take half, so that not all come at once. */
  static Buffer retryHint(long millis) {
    long jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1);
    return Buffer.buffer("retry: " + jittered + "\n\n");
  }

  private static Buffer connection(Cursor cursor, boolean reset) {
    byte[] json =
        DomainJson.write(
            new Connection(
                "connection",
                "Connected to progress stream",
                cursor.s3Url(),
                cursor.feed().key().value(),
                reset));
    return Buffer.buffer("data: ").appendBytes(json).appendString("\n\n");
  }

  private record Connection(
      String type,
      String message,
      String s3Url,
      String queueKey,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean reset) {}
}
