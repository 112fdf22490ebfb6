package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.pipeline.ChunkRecognizer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Recognises chunks on this node, as many at once as it has slots. */
public final class RecognizerPool implements ChunkRecognizer, AutoCloseable {
  private final Transcriber transcriber;
  private final ExecutorService threads;
  private final int slots;
  private final AtomicInteger busy = new AtomicInteger();

  /**
   * @param transcriber stays the caller's to close, after this
   * @param slots chunks recognised at once, at least 1
   */
  public RecognizerPool(Transcriber transcriber, int slots) {
    this.transcriber = transcriber;
    this.slots = slots;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            slots, task -> new Thread(task, "recognizer-" + number.getAndIncrement()));
  }

  @Override
  public CompletionStage<List<Word>> recognize(
      AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
    return CompletableFuture.supplyAsync(
        () -> {
          busy.incrementAndGet();
          try {
            cancellation.check();
            return transcriber.transcribe(chunk, partial, cancellation);
          } finally {
            busy.decrementAndGet();
          }
        },
        threads);
  }

  @Override
  public SpeechModel model() {
    return transcriber.model();
  }

  public int slots() {
    return slots;
  }

  /** Slots that are taken right now. */
  public int busySlots() {
    return busy.get();
  }

  /** Lets chunks under way finish. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
