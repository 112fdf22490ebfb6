package dev.scripttrimmer.ffmpeg.process;

/**
 * How a child process ended by itself.
 *
 * @param code its exit status; 128 and the signal's number when a signal ended it
 * @param lastWords the end of what it wrote to standard error, bounded, without control characters;
 *     it may name files, so it is for operators and never for users
 */
public record Exit(int code, String lastWords) {
  private static final int SIGKILL = 9;
  private static final int SIGXCPU = 24;
  private static final int SIGXFSZ = 25;
  private static final int BY_SIGNAL = 128;

  public boolean ok() {
    return code == 0;
  }

  /** Whether the kernel stopped it for using more than it may. */
  public boolean overLimit() {
    return code == BY_SIGNAL + SIGKILL
        || code == BY_SIGNAL + SIGXCPU
        || code == BY_SIGNAL + SIGXFSZ
        || lastWords.contains("received signal " + SIGXCPU)
        || lastWords.contains("Cannot allocate memory")
        || lastWords.contains("File too large");
  }

  /** Whether the disk filled up under it. */
  public boolean diskFull() {
    return lastWords.contains("No space left on device");
  }
}
