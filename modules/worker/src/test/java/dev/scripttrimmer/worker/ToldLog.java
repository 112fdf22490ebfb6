package dev.scripttrimmer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.testkit.InMemoryProgressLog;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A progress log that a test can wait at. */
final class ToldLog implements ProgressLog {
  private final InMemoryProgressLog log = new InMemoryProgressLog();
  private final BlockingQueue<ProgressEvent> appended = new LinkedBlockingQueue<>();

  /** The next event that is appended, or was and has not been waited for, and is as wanted. */
  ProgressEvent await(Predicate<ProgressEvent> wanted) {
    try {
      while (true) {
        ProgressEvent event = appended.poll(GatedJobStore.LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("an event within %d s", GatedJobStore.LIMIT_SECONDS).isNotNull();
        if (wanted.test(event)) {
          return event;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public CompletionStage<OptionalLong> append(QueueKey key, ProgressEvent event) {
    return log.append(key, event)
        .thenApply(
            previous -> {
              previous.ifPresent(id -> appended.add(event));
              return previous;
            });
  }

  @Override
  public CompletionStage<LogSlice> read(QueueKey key, long afterId) {
    return log.read(key, afterId);
  }

  @Override
  public CompletionStage<Long> lastId(QueueKey key) {
    return log.lastId(key);
  }
}
