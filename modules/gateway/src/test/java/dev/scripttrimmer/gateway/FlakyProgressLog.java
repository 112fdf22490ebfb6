package dev.scripttrimmer.gateway;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.testkit.InMemoryProgressLog;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A log in memory that can be away, can keep silent, and can forget. */
final class FlakyProgressLog implements ProgressLog {
  private final InMemoryProgressLog log = new InMemoryProgressLog();
  private volatile boolean away;
  private volatile boolean readsHang;
  private volatile boolean writesHang;

  void setAway(boolean away) {
    this.away = away;
  }

  /** Whether reads are never answered. */
  void setReadsHang(boolean hang) {
    readsHang = hang;
  }

  /** Whether nothing is written, and no writer is answered. */
  void setWritesHang(boolean hang) {
    writesHang = hang;
  }

  void forget() {
    log.forget();
  }

  @Override
  public CompletionStage<OptionalLong> append(QueueKey key, ProgressEvent event) {
    return writesHang ? new CompletableFuture<>() : away ? gone() : log.append(key, event);
  }

  @Override
  public CompletionStage<LogSlice> read(QueueKey key, long afterId) {
    return readsHang ? new CompletableFuture<>() : away ? gone() : log.read(key, afterId);
  }

  @Override
  public CompletionStage<Long> lastId(QueueKey key) {
    return readsHang ? new CompletableFuture<>() : away ? gone() : log.lastId(key);
  }

  private static <T> CompletionStage<T> gone() {
    return CompletableFuture.failedFuture(new IllegalStateException("the log is away"));
  }
}
