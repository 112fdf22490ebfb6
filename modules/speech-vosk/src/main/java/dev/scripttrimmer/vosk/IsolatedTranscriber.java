package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.speech.AudioChunk;
import dev.scripttrimmer.domain.speech.Transcriber;
import dev.scripttrimmer.domain.speech.Word;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises in a process of its own, which a native crash or an exhausted heap ends instead of
 * this one. Chunks that were in it are tried once more, each alone in a new process: so what kills
 * the recogniser fails by itself and takes no other chunk along twice.
 */
public final class IsolatedTranscriber implements Transcriber {
  private static final Logger LOG = LoggerFactory.getLogger(IsolatedTranscriber.class);
  private static final long CANCELLATION_CHECK_MILLIS = 100;

  /** For a quarter of a second of sound, on a machine that swaps. */
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);

  private final VoskTranscriber transcriber;
  private final ReentrantReadWriteLock turns = new ReentrantReadWriteLock(true);

  IsolatedTranscriber(VoskTranscriber transcriber) {
    this.transcriber = transcriber;
  }

  /** A recogniser's process that has been started and loads its model. */
  public static final class Starting {
    private final InstalledModel installed;
    private final ProcessEngine engine;

    private Starting(InstalledModel installed, RecogniserCommand command, Duration answerLimit) {
      this.installed = installed;
      this.engine = new ProcessEngine(command, answerLimit);
    }

    /**
     * Blocks until the model is loaded: half a second for the demo model, many seconds for the
     * largest ones.
     *
     * @throws SpeechModelException when the model or the native library does not load; the process
     *     has ended then
     */
    public IsolatedTranscriber await() {
      boolean ready = false;
      try {
        engine.awaitReady();
        ready = true;
      } finally {
        if (!ready) {
          engine.close();
        }
      }
      return new IsolatedTranscriber(new VoskTranscriber(installed, engine));
    }
  }

  /**
   * Starts the process and does not wait for it.
   *
   * @throws SpeechModelException when the model is incomplete
   */
  public static Starting start(InstalledModel installed) {
    ModelLayout.check(installed.path());
    return start(installed, RecogniserCommand.forModel(installed), ANSWER_LIMIT);
  }

  static Starting start(InstalledModel installed, RecogniserCommand command, Duration answerLimit) {
    return new Starting(installed, command, answerLimit);
  }

  @Override
  public SpeechModel model() {
    return transcriber.model();
  }

  /**
   * {@inheritDoc} A process that dies with a chunk in it is {@code RECOGNISER_FAILED} only when the
   * next one dies of the same chunk.
   */
  @Override
  public List<Word> transcribe(
      AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
    News news = new News(partial);
    try {
      return inTurn(turns.readLock(), chunk, news, cancellation);
    } catch (TrimException e) {
      if (!(e.getCause() instanceof RecogniserLostException)) {
        throw e;
      }
      LOG.warn("chunk lost with its recogniser, tried again alone chunk={}", chunk.index());
    }
    return inTurn(turns.writeLock(), chunk, news, cancellation);
  }

  private List<Word> inTurn(
      Lock turn, AudioChunk chunk, Consumer<List<Word>> partial, Cancellation cancellation) {
    boolean interrupted = false;
    cancellation.check();
    while (true) {
      try {
        if (turn.tryLock(CANCELLATION_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
        cancellation.check();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    try {
      return transcriber.transcribe(chunk, partial, cancellation);
    } finally {
      turn.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** {@inheritDoc} Waits for them; calling it again changes nothing. */
  @Override
  public void close() {
    turns.writeLock().lock();
    try {
      transcriber.close();
    } finally {
      turns.writeLock().unlock();
    }
  }

  /** Passes only on what was not heard before the chunk began anew. */
  private static final class News implements Consumer<List<Word>> {
    private final Consumer<List<Word>> listener;
    private int heard;

    News(Consumer<List<Word>> listener) {
      this.listener = listener;
    }

    @Override
    public void accept(List<Word> words) {
      if (words.size() > heard) {
        heard = words.size();
        listener.accept(words);
      }
    }
  }
}
