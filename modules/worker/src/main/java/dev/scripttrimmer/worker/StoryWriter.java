package dev.scripttrimmer.worker;

import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the story of one epoch of a job, one event after the other: the log refuses an id that
 * comes after a larger one. Lives on one event-loop context.
 *
 * <p>The log is not the authority, so trouble with it is logged and never fails the job: what the
 * head implies can be told again.
 */
final class StoryWriter {
  private static final Logger LOG = LoggerFactory.getLogger(StoryWriter.class);

  private final ProgressPublisher publisher;
  private final QueueKey key;
  private final int run;
  private final EventIds ids;
  private Future<Void> tail = Future.succeededFuture();

  StoryWriter(ProgressPublisher publisher, Job.Running job) {
    this.publisher = publisher;
    this.key = job.key();
    this.run = job.run().number();
    this.ids = new EventIds(job.run().epoch());
  }

  /** An id for a milestone that is about to be written into the head. */
  long nextId() {
    return ids.next();
  }

  /** Whether something is on its way to the log. */
  boolean isWriting() {
    return !tail.isComplete();
  }

  /** Tells everything that the head implies and the log does not know yet. */
  Future<Void> retell(Job job) {
    return enqueue(() -> publisher.retell(job));
  }

  /** Tells an update that the head does not keep. */
  Future<Void> tell(ProgressUpdate update) {
    ProgressEvent event = new ProgressEvent(ids.next(), run, false, update);
    return enqueue(() -> publisher.publish(key, event));
  }

  private Future<Void> enqueue(Supplier<Future<Void>> write) {
    tail =
        tail.compose(before -> write.get())
            .recover(
                failure -> {
                  LOG.warn("progress was not logged key={} run={}", key, run, failure);
                  return Future.succeededFuture();
                });
    return tail;
  }
}
