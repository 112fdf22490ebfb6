package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import dev.scripttrimmer.domain.speech.Word;
import dev.scripttrimmer.pipeline.ChunkRecognizer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Recognises chunks on this node, as many at once as it has slots. */
public final class RecognizerPool implements ChunkRecognizer, AutoCloseable {
  private final Transcriber transcriber;
  private final ExecutorService threads;
  private final FairQueue<Waiting> queue = new FairQueue<>();
  private final int slots;

  /** Chunks that are recognised or wait for that. */
  private final AtomicInteger load = new AtomicInteger();

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

  /** Recognises the chunk as soon as a slot is free. */
  @Override
  public CompletionStage<List<Word>> recognize(
      AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
    load.incrementAndGet();
    return new Slot().recognize(() -> chunk, partial, cancellation);
  }

  /** Takes a slot, if one is free. */
  Optional<Slot> takeSlot() {
    int before = load.getAndUpdate(chunks -> chunks < slots ? chunks + 1 : chunks);
    return before < slots ? Optional.of(new Slot()) : Optional.empty();
  }

  /** Room for one chunk, to be used once. */
  final class Slot {
    private Slot() {}

    /**
     * @param chunk asked on the recogniser's thread, which it may block
     * @param cancellation also tells which chunks belong together: those of one run wait in line,
     *     and runs take turns
     */
    CompletionStage<List<Word>> recognize(
        Supplier<AudioChunk> chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
      Waiting waiting = new Waiting(chunk, partial, cancellation);
      queue.add(cancellation, waiting);
      threads.execute(() -> queue.take().run());
      return waiting.words;
    }
  }

  /** A chunk in line. */
  private final class Waiting {
    private final Supplier<AudioChunk> chunk;
    private final Consumer<List<Word>> partial;
    private final Cancellation cancellation;
    private final CompletableFuture<List<Word>> words = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Cancellation.Registration stop;

    Waiting(Supplier<AudioChunk> chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
      this.chunk = chunk;
      this.partial = partial;
      this.cancellation = cancellation;
      // A cancelled run need not wait for its turn to hear of it.
      this.stop = cancellation.onCancel(() -> CompletableFuture.runAsync(this::begin));
    }

    void run() {
      stop.close();
      begin();
    }

    private void begin() {
      if (!begun.compareAndSet(false, true)) {
        return;
      }
      try {
        cancellation.check();
        words.complete(transcriber.transcribe(chunk.get(), partial, cancellation));
      } catch (RuntimeException | Error e) {
        words.completeExceptionally(e);
      } finally {
        load.decrementAndGet();
      }
    }
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
    return Math.min(load.get(), slots);
  }

  /** Lets chunks under way finish. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
