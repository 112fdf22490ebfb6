package dev.scripttrimmer.bus;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.domain.progress.ProgressStory;
import io.vertx.core.Future;
import java.util.List;

/**
 * Tells viewers of a job what happened: first the log, which keeps it, then the bus, which rings.
 */
public final class ProgressPublisher {
  private final ProgressLog log;
  private final MessageBus bus;

  public ProgressPublisher(ProgressLog log, MessageBus bus) {
    this.log = log;
    this.bus = bus;
  }

  /**
   * Appends and rings.
   *
   * @return succeeds once the event is in the log, or is found there already, or is refused as
   *     stale; fails as {@link ProgressLog#append} does
   */
  public Future<Void> publish(QueueKey key, ProgressEvent event) {
    return Future.fromCompletionStage(log.append(key, event))
        .map(
            previous -> {
              previous.ifPresent(
                  id -> bus.publish(Addresses.progress(key), new ProgressNotice(event, id)));
              return null;
            });
  }

  /**
   * Appends, in order, every event that the head implies; those the log has already stay as they
   * are.
   *
   * @return as {@link #publish}
   */
  public Future<Void> retell(Job job) {
    List<ProgressEvent> events = ProgressStory.of(job);
    Future<Void> told = Future.succeededFuture();
    for (ProgressEvent event : events) {
      told = told.compose(done -> publish(job.key(), event));
    }
    return told;
  }
}
