package dev.scripttrimmer.vosk;

import java.util.Optional;

/** A loaded model and what recognises with it, in this process or another. Thread-safe. */
interface SpeechEngine extends AutoCloseable {
  /**
   * A recogniser for one stretch of sound; may block while the engine starts.
   *
   * @throws RuntimeException or an error, as the engine fails
   */
  Session open();

  /** Frees the model; waits for sessions where that is needed. Later calls change nothing. */
  @Override
  void close();

  /** For one thread at a time. Methods throw what the engine fails with. */
  interface Session extends AutoCloseable {
    /**
     * Takes the first {@code length} bytes of {@code pcm} in.
     *
     * @return the engine's result, as JSON, when an utterance ended in them
     */
    Optional<String> accept(byte[] pcm, int length);

    /** The result, as JSON, of what the end of the sound ends. */
    String finish();

    @Override
    void close();
  }
}
