package dev.scripttrimmer.domain.job;

import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.result.JobResult;
import java.time.Instant;
import java.util.function.Function;

/**
 * A job's head: the one truth about it. Each state offers only its legal moves; the object store
 * decides which of two competing moves happens.
 */
public sealed interface Job {
  Submission submission();

  RunState run();

  /** When it last moved. */
  Instant updatedAt();

  JobStatus status();

  /** Percent, as far as the head knows. */
  double progress();

  /** What follows for each state. */
  <T> T fold(
      Function<Pending, T> pending,
      Function<Running, T> running,
      Function<Completed, T> completed,
      Function<Failed, T> failed);

  default QueueKey key() {
    return submission().key();
  }

  /** A job nobody has asked for before. */
  static Pending submitted(Submission submission) {
    return new Pending(
        submission, RunState.first(), submission.submittedAt(), submission.submittedAt());
  }

  /** A job that has not ended. */
  sealed interface Active extends Job permits Pending, Running {
    /** Ends the run without a result. */
    default Failed fail(Failure failure, Instant now) {
      return new Failed(submission(), run().nextEpoch(), failure, now);
    }
  }

  /** A job that has ended. */
  sealed interface Ended extends Job permits Completed, Failed {
    /** Begins a new run of the same key. */
    default Pending resubmit(Submission submission) {
      return new Pending(
          submission, run().nextRun(), submission.submittedAt(), submission.submittedAt());
    }
  }

  /**
   * Waits for a worker.
   *
   * @param notBefore no worker takes it earlier: the pause after a transient failure
   */
  record Pending(Submission submission, RunState run, Instant notBefore, Instant updatedAt)
      implements Active {
    /** Gives the job to a worker. */
    public Running claim(NodeId worker, Instant now) {
      return new Running(submission, run.nextEpoch(), worker, 0, now);
    }

    @Override
    public JobStatus status() {
      return JobStatus.PENDING;
    }

    @Override
    public double progress() {
      return run.progress();
    }

    @Override
    public <T> T fold(
        Function<Pending, T> pending,
        Function<Running, T> running,
        Function<Completed, T> completed,
        Function<Failed, T> failed) {
      return pending.apply(this);
    }
  }

  /**
   * Is worked on.
   *
   * @param worker who holds the lease
   * @param beat grows with every renewal of the lease; whoever sees it stand still for a lease's
   *     length, by its own clock, may take the job over
   */
  record Running(Submission submission, RunState run, NodeId worker, long beat, Instant updatedAt)
      implements Active {
    /** Renews the lease. */
    public Running renew(Instant now) {
      return new Running(submission, run, worker, beat + 1, now);
    }

    /**
     * Marks a milestone.
     *
     * @throws IllegalStateException unless it is the run's next one
     */
    public Running reach(Milestone milestone, long eventId, Instant now) {
      return new Running(submission, run.with(milestone, eventId, now), worker, beat + 1, now);
    }

    /** Puts the job back after a transient failure. */
    public Pending retry(Instant notBefore, Instant now) {
      return new Pending(submission, run.afterFailure().nextEpoch(), notBefore, now);
    }

    /** Hands the job back, unharmed, for another worker to go on with. */
    public Pending release(Instant now) {
      return new Pending(submission, run.nextEpoch(), now, now);
    }

    /** Puts the job of a worker that fell silent back. */
    public Pending workerLost(Instant now) {
      return new Pending(submission, run.afterLostWorker().nextEpoch(), now, now);
    }

    /** Ends the run with its result; the last milestone is reached with it. */
    public Completed complete(JobResult result, Instant now) {
      RunState ended = run.nextEpoch();
      return new Completed(
          submission, ended.with(Milestone.COMPLETED, ended.firstEventId(), now), result, now);
    }

    @Override
    public JobStatus status() {
      return JobStatus.RUNNING;
    }

    @Override
    public double progress() {
      return run.progress();
    }

    @Override
    public <T> T fold(
        Function<Pending, T> pending,
        Function<Running, T> running,
        Function<Completed, T> completed,
        Function<Failed, T> failed) {
      return running.apply(this);
    }
  }

  /** Ended with a result. */
  record Completed(Submission submission, RunState run, JobResult result, Instant updatedAt)
      implements Ended {
    @Override
    public JobStatus status() {
      return JobStatus.COMPLETED;
    }

    @Override
    public double progress() {
      return run.progress();
    }

    @Override
    public <T> T fold(
        Function<Pending, T> pending,
        Function<Running, T> running,
        Function<Completed, T> completed,
        Function<Failed, T> failed) {
      return completed.apply(this);
    }
  }

  /** Ended without a result. */
  record Failed(Submission submission, RunState run, Failure failure, Instant updatedAt)
      implements Ended {
    @Override
    public JobStatus status() {
      return JobStatus.FAILED;
    }

    @Override
    public double progress() {
      return run.progress();
    }

    @Override
    public <T> T fold(
        Function<Pending, T> pending,
        Function<Running, T> running,
        Function<Completed, T> completed,
        Function<Failed, T> failed) {
      return failed.apply(this);
    }
  }
}
