package dev.scripttrimmer.ffmpeg.process;

import java.time.Duration;

/** Hears of every child process that has ended. Called on the thread that waited for it. */
@FunctionalInterface
public interface ProcessListener {
  /** Hears nothing. */
  ProcessListener NONE = (program, lived) -> {};

  /**
   * @param program its file's name, such as {@code ffmpeg}
   * @param lived wall time from its start until somebody saw it ended
   */
  void ended(String program, Duration lived);
}
