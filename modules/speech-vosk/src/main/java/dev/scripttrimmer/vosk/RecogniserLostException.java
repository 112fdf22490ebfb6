package dev.scripttrimmer.vosk;

/** The recogniser process died, or had to be killed, while it was at work on a chunk. */
final class RecogniserLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RecogniserLostException(String message) {
    super(message);
  }
}
