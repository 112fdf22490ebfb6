package dev.scripttrimmer.domain.speech;

import dev.scripttrimmer.domain.Cancellation;
import java.util.List;
import java.util.function.Consumer;

/** Turns sound into words. Thread-safe: chunks are recognised side by side. */
public interface Transcriber extends AutoCloseable {
  /**
   * Recognises one chunk; blocks.
   *
   * @param partial hears, on the calling thread, the words so far in the chunk that will not change
   *     any more, whenever there are new ones
   * @return all words, timed from the video's start, in order; empty when nothing is understood
   * @throws dev.scripttrimmer.domain.TrimException {@code RECOGNISER_FAILED}, or the cancellation's
   *     reason
   */
  List<Word> transcribe(AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation);

  SpeechModel model();

  /** Frees the model once the chunks under way are done. */
  @Override
  void close();

  /**
   * @param name such as {@code vosk-model-small-en-us-0.15}
   * @param language BCP 47 tag
   * @param demo whether this is the small model that comes with the program, which understands
   *     synthetic voices only
   */
  record SpeechModel(String name, String language, boolean demo) {}
}
