package dev.scripttrimmer.testkit;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A progress log in this process's memory; keeps everything until told to forget. */
public final class InMemoryProgressLog implements ProgressLog {
  private final Map<QueueKey, List<ProgressEvent>> logs = new HashMap<>();

  @Override
  public synchronized CompletionStage<OptionalLong> append(QueueKey key, ProgressEvent event) {
    List<ProgressEvent> log = logs.computeIfAbsent(key, k -> new ArrayList<>());
    ProgressEvent newest = log.isEmpty() ? null : log.get(log.size() - 1);
    if (newest != null && (event.id() <= newest.id() || event.run() < newest.run())) {
      return CompletableFuture.completedFuture(OptionalLong.empty());
    }
    boolean firstOfRun = newest == null || event.run() > newest.run();
    if (firstOfRun) {
      log.clear();
    }
    log.add(event);
    return CompletableFuture.completedFuture(OptionalLong.of(firstOfRun ? 0 : newest.id()));
  }

  @Override
  public synchronized CompletionStage<LogSlice> read(QueueKey key, long afterId) {
    List<ProgressEvent> log = logs.getOrDefault(key, List.of());
    int run = log.isEmpty() ? 0 : log.get(0).run();
    boolean known = afterId == 0 || log.stream().anyMatch(event -> event.id() == afterId);
    List<ProgressEvent> events = log.stream().filter(event -> event.id() > afterId).toList();
    return CompletableFuture.completedFuture(new LogSlice(run, known, events));
  }

  @Override
  public synchronized CompletionStage<Long> lastId(QueueKey key) {
    List<ProgressEvent> log = logs.getOrDefault(key, List.of());
    return CompletableFuture.completedFuture(log.isEmpty() ? 0L : log.get(log.size() - 1).id());
  }

  /** Loses everything, as a restarted cluster does. */
  public synchronized void forget() {
    logs.clear();
  }
}
