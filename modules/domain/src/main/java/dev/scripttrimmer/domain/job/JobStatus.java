package dev.scripttrimmer.domain.job;

/** What clients are told of a job's state. */
public enum JobStatus {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED;

  /** Whether the run is over. */
  public boolean isTerminal() {
    return this == COMPLETED || this == FAILED;
  }
}
