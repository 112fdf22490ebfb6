package dev.scripttrimmer.gateway.stream;

import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.ProgressNotice;
import dev.scripttrimmer.domain.QueueKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hears the progress of jobs for a whole node: one clustered registration per job, shared by all
 * event loops, because each registration costs the whole cluster a message. Thread-safe.
 */
public final class ProgressTap {
  private final MessageBus bus;
  private final Map<QueueKey, Shared> shared = new HashMap<>();

  public ProgressTap(MessageBus bus) {
    this.bus = bus;
  }

  /**
   * Has {@code handler} hear the job's notices on {@code context}.
   *
   * @return what ends it, and when it began
   */
  synchronized Listener listen(QueueKey key, Context context, Handler<ProgressNotice> handler) {
    Shared entry = shared.computeIfAbsent(key, Shared::new);
    Listener listener = new Listener(entry, context, handler);
    entry.listeners.add(listener);
    return listener;
  }

  private synchronized void leave(Listener listener) {
    Shared entry = listener.entry;
    if (entry.listeners.remove(listener) && entry.listeners.isEmpty()) {
      shared.remove(entry.key);
      entry.consumer.unregister();
    }
  }

  private final class Shared {
    final QueueKey key;
    final List<Listener> listeners = new CopyOnWriteArrayList<>();
    final MessageConsumer<JsonObject> consumer;

    Shared(QueueKey key) {
      this.key = key;
      this.consumer = bus.consume(Addresses.progress(key), this::deliver);
    }

    private void deliver(ProgressNotice notice) {
      listeners.forEach(listener -> listener.deliver(notice));
    }
  }

  /** One event loop's ear. */
  final class Listener implements AutoCloseable {
    private final Shared entry;
    private final Context context;
    private final Handler<ProgressNotice> handler;

    private Listener(Shared entry, Context context, Handler<ProgressNotice> handler) {
      this.entry = entry;
      this.context = context;
      this.handler = handler;
    }

    /** Succeeds once the whole cluster sends notices here; fails when it could not be told. */
    Future<Void> ready() {
      return entry.consumer.completion();
    }

    private void deliver(ProgressNotice notice) {
      if (context == Vertx.currentContext()) {
        handler.handle(notice);
      } else {
        context.runOnContext(go -> handler.handle(notice));
      }
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
