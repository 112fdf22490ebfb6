package dev.scripttrimmer.gateway.stream;

import dev.scripttrimmer.bus.ProgressNotice;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.gateway.web.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job's story on one event loop: hears the bus, reads the log where the bus was silent, and
 * moves all viewers on together. Belongs to its event loop.
 *
 * <p>A notice is taken at once when it follows what is known; any other makes the feed read the
 * log. So does silence, because the bus may lose anything; and silence that lasts makes it read the
 * job's head, because the log may lose anything, too.
 */
final class KeyFeed {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFeed.class);
  private static final long COALESCE_MILLIS = 2;
  private static final long COALESCE_NANOS = TimeUnit.MILLISECONDS.toNanos(COALESCE_MILLIS);
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REGISTRATION_SECONDS = 3;
  private static final long RETRY_MILLIS = 1_000;

  /** Silent beats after which every so many make it look at the log, and at the head. */
  private static final int PROMPT_BEATS = 2;

  private static final int BEATS_PER_LOOK = 7;
  private static final int BEATS_PER_HEAD_CHECK = 28;

  private final QueueKey key;
  private final Vertx vertx;
  private final StoryReader reader;
  private final ProgressTap.Listener listener;
  private final Future<Void> listening;
  private final History history = new History();
  private final Set<Cursor> cursors = new LinkedHashSet<>();

  /** Those of them that came before the story was read. */
  private final Set<Cursor> waiting = new LinkedHashSet<>();

  private boolean loaded;
  private Future<Void> syncing;
  private Promise<Void> nextSync;
  private boolean flushScheduled;
  private boolean retryScheduled;
  private boolean closed;
  private long lastFlush = System.nanoTime() - COALESCE_NANOS;
  private long lastLook = System.nanoTime() - FRESH_NANOS;
  private long idAtLastBeat;
  private int quietBeats;

  KeyFeed(QueueKey key, Vertx vertx, StoryReader reader, ProgressTap tap) {
    this.key = key;
    this.vertx = vertx;
    this.reader = reader;
    this.listener = tap.listen(key, vertx.getOrCreateContext(), this::heard);
    // A cluster that is slow to take the registration delays nobody: heartbeats look by themselves.
    // The registration is shared, and completes on the event loop that came first.
    this.listening =
        EventLoops.back(listener.ready().timeout(REGISTRATION_SECONDS, TimeUnit.SECONDS))
            .otherwiseEmpty();
  }

  QueueKey key() {
    return key;
  }

  History history() {
    return history;
  }

  /** Whether the story was read once; before that, an empty history says nothing. */
  boolean loaded() {
    return loaded;
  }

  boolean isWatched() {
    return !cursors.isEmpty();
  }

  void add(Cursor cursor) {
    cursors.add(cursor);
    if (!loaded) {
      waiting.add(cursor);
    }
  }

  void remove(Cursor cursor) {
    cursors.remove(cursor);
    waiting.remove(cursor);
  }

  /**
   * Whether one who comes now needs no look at the log: it was looked at a moment ago, or an event
   * came that followed what was known, and the story is further than the place.
   *
   * @param requested where the client says it was; see {@link StreamIds}
   */
  boolean isFreshFor(long requested) {
    return loaded
        && System.nanoTime() - lastLook < FRESH_NANOS
        && (requested == StreamIds.START
            || history.knows(requested) && !(history.ended() && history.lastId() == requested));
  }

  /**
   * Makes sure that everything which was in the log when this was called is known here.
   *
   * @return fails when neither log nor store can tell; the feed then tries again by itself
   */
  Future<Void> sync() {
    if (syncing == null) {
      return startSync();
    }
    // The one under way may have read already; all who come meanwhile share one that starts later.
    if (nextSync == null) {
      nextSync = Promise.promise();
    }
    return nextSync.future();
  }

  private Future<Void> startSync() {
    Future<Void> sync = listening.compose(ready -> catchUp());
    syncing = sync;
    sync.onComplete(
        done -> {
          syncing = null;
          if (done.succeeded()) {
            lastLook = System.nanoTime();
          } else {
            retryLater(done.cause());
          }
          Promise<Void> next = nextSync;
          nextSync = null;
          if (next != null && closed) {
            next.complete();
          } else if (next != null) {
            startSync().onComplete(next);
          }
        });
    return sync;
  }

  private Future<Void> catchUp() {
    if (!loaded) {
      return load();
    }
    return reader
        .lastId(key)
        .compose(
            newest -> newest == history.lastId() ? Future.succeededFuture() : load(),
            logAway -> reader.afterByHead(key, history.lastId()).map(this::loaded));
  }

  private Future<Void> load() {
    return reader.after(key, history.lastId()).map(this::loaded);
  }

  private Void loaded(List<ProgressEvent> events) {
    loaded = true;
    take(events);
    return null;
  }

  private void retryLater(Throwable cause) {
    LOG.warn("progress cannot be read key={} cause={}", key, cause.toString());
    if (!retryScheduled && isWatched()) {
      retryScheduled = true;
      vertx.setTimer(
          RETRY_MILLIS,
          timer -> {
            retryScheduled = false;
            if (isWatched()) {
              sync();
            }
          });
    }
  }

  private void heard(ProgressNotice notice) {
    ProgressEvent event = notice.event();
    if (closed || loaded && event.id() <= history.lastId()) {
      return;
    }
    boolean follows =
        notice.previousId() == history.lastId()
            || notice.previousId() == 0 && event.run() > history.run();
    if (loaded && follows) {
      // That it follows shows that nothing was missed: as good as a look at the log.
      lastLook = System.nanoTime();
      take(List.of(event));
    } else {
      sync();
    }
  }

  private void take(List<ProgressEvent> events) {
    boolean news = false;
    for (ProgressEvent event : events) {
      if (event.id() > history.lastId()) {
        news |= history.add(EncodedEvent.of(key, event));
      }
    }
    moveAll(waiting);
    waiting.clear();
    if (news && System.nanoTime() - lastFlush >= COALESCE_NANOS) {
      flush();
    } else if (news && !flushScheduled) {
      flushScheduled = true;
      vertx.setTimer(
          COALESCE_MILLIS,
          timer -> {
            flushScheduled = false;
            flush();
          });
    }
  }

  private void flush() {
    moveAll(cursors);
    // From the end: to serve thousands takes longer, and what came meanwhile goes out together.
    lastFlush = System.nanoTime();
  }

  private static void moveAll(Set<Cursor> some) {
    // A copy: a viewer that saw the end leaves while the others are served.
    List.copyOf(some).forEach(Cursor::move);
  }

  /**
   * Looks by itself for what the bus did not tell: soon after it fell silent, and the more seldom
   * the longer it stays so. A job may wait for hours.
   */
  void beat() {
    if (!isWatched()) {
      return;
    }
    if (history.lastId() != idAtLastBeat) {
      idAtLastBeat = history.lastId();
      quietBeats = 0;
      return;
    }
    quietBeats++;
    if (isTimeForHead()) {
      sync().onSuccess(synced -> checkHead());
    } else if (quietBeats < PROMPT_BEATS
        || quietBeats % BEATS_PER_LOOK == 0
        || reader.logIsAway()) {
      sync();
    }
  }

  private boolean isTimeForHead() {
    boolean doubled = quietBeats >= PROMPT_BEATS && Integer.bitCount(quietBeats) == 1;
    return doubled || quietBeats % BEATS_PER_HEAD_CHECK == 0;
  }

  /** A job may have gone on, or ended, while nobody could tell the log; its head knows. */
  private void checkHead() {
    if (history.ended()) {
      return;
    }
    reader
        .unlogged(key, history.lastId())
        .onSuccess(
            events -> {
              if (!events.isEmpty()) {
                // Once more, for finer updates that the log has got meanwhile.
                sync().onComplete(synced -> take(events));
              }
            })
        .onFailure(e -> LOG.warn("job head cannot be checked key={} cause={}", key, e.toString()));
  }

  /** Hears nothing any more. */
  void close() {
    closed = true;
    listener.close();
    history.release();
  }
}
