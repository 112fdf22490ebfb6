package dev.scripttrimmer.app.metrics;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber;
import dev.scripttrimmer.domain.speech.Word;
import java.util.List;
import java.util.function.Consumer;

/** A recogniser that says what each chunk took; those that failed cost nothing. */
record CountedTranscriber(Transcriber transcriber, Listener listener) implements Transcriber {
  @FunctionalInterface
  interface Listener {
    void recognized(int bytes, long nanos);
  }

  @Override
  public List<Word> transcribe(
      AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
    long began = System.nanoTime();
    List<Word> words = transcriber.transcribe(chunk, partial, cancellation);
    listener.recognized(chunk.pcm().length, System.nanoTime() - began);
    return words;
  }

  @Override
  public SpeechModel model() {
    return transcriber.model();
  }

  @Override
  public void close() {
    transcriber.close();
  }
}
