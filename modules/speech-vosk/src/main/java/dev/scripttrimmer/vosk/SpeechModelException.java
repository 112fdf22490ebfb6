package dev.scripttrimmer.vosk;

/**
 * A speech model is missing, damaged or cannot be fetched. The message is for who runs the program:
 * it names folders and says what to do.
 */
public final class SpeechModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SpeechModelException(String message) {
    super(message);
  }

  /**
   * @param cause what was caught
   */
  public SpeechModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
