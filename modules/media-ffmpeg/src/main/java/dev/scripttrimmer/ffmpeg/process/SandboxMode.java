package dev.scripttrimmer.ffmpeg.process;

/** How far child processes are kept apart from the machine. */
public enum SandboxMode {
  /** With what is found to work at the start. */
  AUTO,
  /** With everything, or the start fails. */
  REQUIRED,
  /** Not at all; limits on time and formats still hold. */
  OFF
}
