package dev.scripttrimmer.app.cli;

/** Whether a person watches. */
final class Terminal {
  private Terminal() {}

  /** Java cannot tell whether standard output is a terminal; the start script can. */
  static boolean isInteractive() {
    return Boolean.getBoolean("script-trimmer.terminal");
  }
}
