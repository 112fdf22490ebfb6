package dev.scripttrimmer.gateway.stream;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.gateway.GatewayConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The feeds and the open streams of one event loop. */
final class KeyFeeds {
  /** Between two of a feed's beats: whoever hears nothing for as long looks by itself. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final GatewayConfig.Streams config;
  private final StoryReader reader;
  private final ProgressTap tap;
  private final Pulse looks;
  private final Pulse heartbeats;
  private final Map<QueueKey, Entry> feeds = new HashMap<>();
  private final Set<ProgressStream> streams = new HashSet<>();

  KeyFeeds(Vertx vertx, GatewayConfig.Streams config, StoryReader reader, ProgressTap tap) {
    this.vertx = vertx;
    this.config = config;
    this.reader = reader;
    this.tap = tap;
    this.looks =
        new Pulse(vertx, config.heartbeat().compareTo(LOOK) < 0 ? config.heartbeat() : LOOK);
    this.heartbeats = new Pulse(vertx, config.heartbeat());
  }

  /** The job's feed, shared by all who watch it here. */
  KeyFeed feed(QueueKey key) {
    return feeds.computeIfAbsent(
            key,
            k -> {
              KeyFeed feed = new KeyFeed(k, vertx, reader, tap);
              return new Entry(feed, looks.join(feed::beat));
            })
        .feed;
  }

  /** Lets go of a feed that nobody watches, after a while: a client may only be reconnecting. */
  void released(KeyFeed feed) {
    Entry entry = feeds.get(feed.key());
    if (entry == null || entry.feed != feed || feed.isWatched()) {
      return;
    }
    entry.unwatchedSince = System.nanoTime();
    // One timer, however many come and go meanwhile.
    if (!entry.dropPlanned) {
      entry.dropPlanned = true;
      dropAfter(entry, config.linger().toMillis());
    }
  }

  private void dropAfter(Entry entry, long millis) {
    vertx.setTimer(Math.max(1, millis), timer -> dropIfUnwatched(entry));
  }

  private void dropIfUnwatched(Entry entry) {
    KeyFeed feed = entry.feed;
    if (feeds.get(feed.key()) != entry || feed.isWatched()) {
      entry.dropPlanned = false;
      return;
    }
    long unwatched = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - entry.unwatchedSince);
    long left = config.linger().toMillis() - unwatched;
    if (left > 0) {
      dropAfter(entry, left);
      return;
    }
    feeds.remove(feed.key());
    entry.leavePulse.run();
    feed.close();
  }

  /**
   * @return what ends the stream's heartbeats
   */
  Runnable opened(ProgressStream stream) {
    streams.add(stream);
    Runnable leavePulse = heartbeats.join(stream::beat);
    return () -> {
      streams.remove(stream);
      leavePulse.run();
    };
  }

  /** Ends every stream in good order; its client resumes elsewhere. */
  void close() {
    looks.stop();
    heartbeats.stop();
    List.copyOf(streams).forEach(ProgressStream::end);
    feeds.values().forEach(entry -> entry.feed.close());
    feeds.clear();
  }

  private static final class Entry {
    final KeyFeed feed;
    final Runnable leavePulse;
    long unwatchedSince;
    boolean dropPlanned;

    Entry(KeyFeed feed, Runnable leavePulse) {
      this.feed = feed;
      this.leavePulse = leavePulse;
    }
  }
}
