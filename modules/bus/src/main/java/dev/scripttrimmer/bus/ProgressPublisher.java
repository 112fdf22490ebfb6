package dev.scripttrimmer.bus;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.MilestoneMark;
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

  /**
   * The largest {@code progress} that the log has told of the job's run since its last milestone.
   *
   * @return at least the last milestone's; fails as {@link ProgressLog#read} does
   */
  public Future<Double> progressTold(Job job) {
    List<MilestoneMark> marks = job.run().milestones();
    long lastMark = marks.isEmpty() ? 0 : marks.get(marks.size() - 1).id();
    return Future.fromCompletionStage(log.read(job.key(), lastMark))
        .map(
            slice ->
                slice.events().stream()
                    .filter(event -> event.run() == job.run().number())
                    .mapToDouble(event -> event.update().progress().orElse(0))
                    .reduce(job.run().progress(), Math::max));
  }
}
