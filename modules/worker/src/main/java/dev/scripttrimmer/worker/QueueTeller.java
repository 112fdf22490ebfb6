package dev.scripttrimmer.worker;

import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.ActiveJob;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells viewers of jobs that wait how many are ahead. Each job's place is told by one worker, when
 * it changes, and for the front of the queue only, so that a long queue costs no more than a short
 * one. Lives on one event-loop context.
 */
final class QueueTeller {
  /** Places that are told. */
  static final int FRONT = 50;

  private static final Logger LOG = LoggerFactory.getLogger(QueueTeller.class);

  private final JobStore jobs;
  private final ProgressPublisher publisher;
  private final Clock clock;
  private final Context context;
  private final Colleagues colleagues;

  /** The places that this worker told last. */
  private final Map<QueueKey, Integer> told = new HashMap<>();

  QueueTeller(Context context, WorkerPorts ports, Colleagues colleagues) {
    this.jobs = ports.jobs();
    this.publisher = ports.publisher();
    this.clock = ports.clock();
    this.context = context;
    this.colleagues = colleagues;
  }

  /**
   * Tells what is new; never fails, because it will be told again when it changes.
   *
   * @param waiting oldest first
   */
  void tell(List<ActiveJob> waiting) {
    List<QueueKey> front = waiting.stream().limit(FRONT).map(ActiveJob::key).toList();
    told.keySet().retainAll(front);
    for (int i = 0; i < front.size(); i++) {
      QueueKey key = front.get(i);
      int place = i + 1;
      if (colleagues.before(key, 1) == 0 && !Integer.valueOf(place).equals(told.put(key, place))) {
        tell(key, place);
      }
    }
  }

  private void tell(QueueKey key, int place) {
    Future.fromCompletionStage(jobs.find(key), context)
        .compose(
            head ->
                head.map(JobStore.Versioned::job)
                    .filter(Job.Pending.class::isInstance)
                    .map(job -> publisher.publish(key, event((Job.Pending) job, place)))
                    .orElseGet(Future::succeededFuture))
        .onFailure(failure -> LOG.debug("place in the queue not told key={}", key, failure));
  }

  /**
   * An epoch in which a job waits has no owner who could number its events, so time does: an id
   * that comes late, by a worker whose clock is behind, is refused by the log.
   */
  private ProgressEvent event(Job.Pending job, int place) {
    Instant now = clock.instant();
    long waited = Duration.between(job.updatedAt(), now).toMillis();
    long id = job.run().firstEventId() + Math.min(Math.max(1, waited), EventIds.PER_EPOCH - 1);
    return new ProgressEvent(
        id, job.run().number(), false, ProgressUpdate.queued(job.submission().s3Url(), place, now));
  }
}
