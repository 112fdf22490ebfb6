package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber;
import dev.scripttrimmer.domain.speech.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Recognises speech with Vosk: one model in memory, one recogniser per chunk.
 *
 * <p>Each call of {@link #transcribe} keeps one core busy; callers bound how many run at a time.
 */
public final class VoskTranscriber implements Transcriber {
  // A cancelled chunk stops within this much sound.
  private static final int BLOCK_BYTES = PcmFormat.BYTES_PER_SECOND / 4;

  private final InstalledModel installed;
  private final SpeechEngine engine;

  /**
   * Loads the model into this process: tens of milliseconds for the demo model, many seconds and
   * gigabytes for the largest ones. Blocks.
   *
   * @throws SpeechModelException when the model is incomplete or does not load
   */
  public VoskTranscriber(InstalledModel installed) {
    this(installed, SharedModel.load(installed.path(), installed.speakers()));
  }

  /**
   * @param engine has that model loaded; closed with this
   */
  VoskTranscriber(InstalledModel installed, SpeechEngine engine) {
    this.installed = installed;
    this.engine = engine;
  }

  @Override
  public SpeechModel model() {
    return installed.model();
  }

  /** {@inheritDoc} A chunk that comes after {@link #close} fails with that code, too. */
  @Override
  public List<Word> transcribe(
      AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
    cancellation.check();
    try (Recognition recognition = Recognition.start(engine, new RecognisedWords(chunk.span()))) {
      return transcribe(recognition, chunk.pcm(), partial, cancellation);
    }
  }

  private static List<Word> transcribe(
      Recognition recognition,
      byte[] pcm,
      Consumer<List<Word>> partial,
      Cancellation cancellation) {
    List<Word> words = new ArrayList<>();
    byte[] block = new byte[BLOCK_BYTES];
    for (int offset = 0; offset < pcm.length; offset += BLOCK_BYTES) {
      cancellation.check();
      int length = Math.min(BLOCK_BYTES, pcm.length - offset);
      System.arraycopy(pcm, offset, block, 0, length);
      add(recognition.accept(block, length), words, partial);
    }
    cancellation.check();
    add(recognition.finish(), words, partial);
    return List.copyOf(words);
  }

  private static void add(List<Word> found, List<Word> words, Consumer<List<Word>> partial) {
    if (!found.isEmpty()) {
      words.addAll(found);
      partial.accept(List.copyOf(words));
    }
  }

  /**
   * {@inheritDoc} Waits for them; new ones are refused from now on. Calling it again changes
   * nothing. Not for a listener to partial words: it would wait for itself.
   */
  @Override
  public void close() {
    engine.close();
  }
}
