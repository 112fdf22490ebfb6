package dev.scripttrimmer.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.map.LocalMapStats;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The progress log in a distributed map: one entry per key, and every read and write a processor
 * that runs where the entry is, so that writes to a key have one order and reads carry only what
 * was asked for.
 *
 * <p>Stages fail with a {@link java.util.concurrent.TimeoutException} when the node that holds the
 * key does not answer in time, and with a Hazelcast exception when this node is not in a cluster.
 * An append that failed may still happen.
 */
final class HazelcastProgressLog implements ProgressLog {
  static final String MAP = "progress-log";

  private final IMap<String, StoredLog> map;
  private final LogLimits limits;
  private final Executor decoder;

  /**
   * @param decoder runs what follows an answer: JSON is not to be read on the threads that serve
   *     the map
   */
  HazelcastProgressLog(HazelcastInstance hazelcast, LogLimits limits, Executor decoder) {
    this.map = hazelcast.getMap(MAP);
    this.limits = limits;
    this.decoder = decoder;
  }

  @Override
  public CompletionStage<OptionalLong> append(QueueKey key, ProgressEvent event) {
    int fineUpdates = event.isLast() ? limits.fineUpdatesOnceEnded() : limits.fineUpdates();
    AppendEvent append =
        new AppendEvent(event.run(), StoredEvent.of(event), event.isLast(), fineUpdates);
    return submit(
        key,
        append,
        previous ->
            previous == StoredLog.REFUSED ? OptionalLong.empty() : OptionalLong.of(previous));
  }

  @Override
  public CompletionStage<LogSlice> read(QueueKey key, long afterId) {
    return submit(key, new ReadAfter(afterId), LogPart::decode);
  }

  @Override
  public CompletionStage<Long> lastId(QueueKey key) {
    return submit(key, new ReadLastId(), Function.identity());
  }

  /** What this node keeps. Takes a millisecond or so. */
  LogSize size() {
    LocalMapStats stats = map.getLocalMapStats();
    return new LogSize(stats.getOwnedEntryCount(), stats.getBackupEntryCount());
  }

  private <R, T> CompletionStage<T> submit(
      QueueKey key, EntryProcessor<String, StoredLog, R> processor, Function<R, T> decode) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    try {
      map.submitToKey(key.value(), processor)
          .whenComplete(
              (response, failure) -> {
                if (failure == null) {
                  answer.complete(response);
                } else {
                  answer.completeExceptionally(failure);
                }
              });
    } catch (RuntimeException e) {
      // Thrown, not returned, when this node is shutting down.
      answer.completeExceptionally(e);
    }
    // The limit comes last: a decoder that is being closed drops what it is given.
    return answer
        .thenApplyAsync(decode, decoder)
        .orTimeout(limits.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }
}
