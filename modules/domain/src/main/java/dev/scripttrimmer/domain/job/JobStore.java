package dev.scripttrimmer.domain.job;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.store.ObjectVersion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the heads of all jobs, durably, and decides between competing moves.
 *
 * <p>Thread-safe. Stages fail with {@link dev.scripttrimmer.domain.store.ObjectStoreException} when
 * the store does not do its part. A reply that got lost is no failure: the implementation reads
 * back whether its own write won.
 */
public interface JobStore {
  /** The job's head as it is now. */
  CompletionStage<Optional<Versioned<Job>>> find(QueueKey key);

  /**
   * Writes the head of a key that has none. The job is in {@link #active} from then on.
   *
   * @return the head written; empty when the key has one already
   */
  CompletionStage<Optional<Versioned<Job>>> create(Job.Pending job);

  /**
   * Replaces the head that {@code current} names.
   *
   * @return the new head; empty when somebody else moved the job first
   */
  CompletionStage<Optional<Versioned<Job>>> advance(Versioned<? extends Job> current, Job next);

  /**
   * Jobs that have not ended, oldest submission first: those that wait and those that run.
   *
   * @param limit 1 to 1,000
   */
  CompletionStage<List<ActiveJob>> active(int limit);

  /**
   * Runs of all jobs, newest first.
   *
   * @param cursor where the page before ended; empty for the first
   * @param limit 1 to 100
   */
  CompletionStage<JobPage> recent(Optional<String> cursor, int limit);

  /**
   * A job that has not ended.
   *
   * @param running whether a worker has it, as far as that is known without a look at its head: for
   *     a moment after a change of hands, and longer when a process died in it, this may be wrong
   */
  record ActiveJob(QueueKey key, boolean running) {}

  /** A head together with what names it for the next move. */
  record Versioned<J extends Job>(J job, ObjectVersion version) {}

  /**
   * @param next cursor of the next page; empty at the end
   */
  record JobPage(List<Job> jobs, Optional<String> next) {
    public JobPage {
      jobs = List.copyOf(jobs);
    }
  }
}
