package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.progress.ProgressUpdate.ClipReady;
import dev.scripttrimmer.domain.progress.ProgressUpdate.TranscriptPart;

/** Whom a run tells how far it is. Thread-safe. */
public interface RunMonitor {
  /**
   * Marks a milestone, durably; blocks until it is. A milestone that the run had reached before,
   * with another worker, changes nothing.
   *
   * @throws dev.scripttrimmer.domain.TrimException when the job is no longer this worker's
   */
  void reach(Milestone milestone);

  /**
   * The calling thread begins a stage; one may lie within another.
   *
   * @return to be closed, by the same thread, when the stage ends
   */
  default StageEnd begin(Stage stage) {
    return () -> {};
  }

  /** The end of a stage, however it ends. */
  @FunctionalInterface
  interface StageEnd extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param fraction of the stage's work, 0 to 1
   */
  void progressed(Stage stage, double fraction);

  /** Words that were just understood, in any order. */
  void heard(TranscriptPart part);

  /** A clip that can be watched from now on. */
  void clipReady(ClipReady clip);
}
