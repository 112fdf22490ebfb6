package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine in a process of its own: what kills that, kills no more. A process that is gone is
 * started anew when the next session opens.
 */
final class ProcessEngine implements SpeechEngine {
  private final RecogniserCommand command;
  private final Duration answerLimit;
  private final AtomicInteger sessions = new AtomicInteger(Frame.PROCESS);
  private RecogniserProcess process;
  private boolean closed;

  /**
   * Starts the process; {@link #awaitReady} waits for it.
   *
   * @param answerLimit how long one block of sound may take; loading is not counted
   */
  ProcessEngine(RecogniserCommand command, Duration answerLimit) {
    this.command = command;
    this.answerLimit = answerLimit;
    this.process = RecogniserProcess.start(command);
  }

  /**
   * Blocks until the model is loaded.
   *
   * @throws SpeechModelException when it does not load
   */
  void awaitReady() {
    running();
  }

  private synchronized RecogniserProcess running() {
    if (closed) {
      throw new TrimException(
          ErrorCode.RECOGNISER_FAILED, "The speech recogniser of this node is shutting down.");
    }
    if (!process.isAlive()) {
      process.close();
      process = RecogniserProcess.start(command);
    }
    return process.awaitReady();
  }

  /** {@inheritDoc} All methods of the session throw {@link RecogniserLostException}, too. */
  @Override
  public Session open() {
    return new ProcessSession(running(), sessions.incrementAndGet(), answerLimit);
  }

  /** Ends the process, whatever is under way in it. */
  @Override
  public synchronized void close() {
    closed = true;
    process.close();
  }

  private static final class ProcessSession implements Session {
    private final RecogniserProcess process;
    private final int id;
    private final Duration answerLimit;
    private boolean ended;

    ProcessSession(RecogniserProcess process, int id, Duration answerLimit) {
      this.process = process;
      this.id = id;
      this.answerLimit = answerLimit;
    }

    @Override
    public Optional<String> accept(byte[] pcm, int length) {
      Frame answer = ask(new Frame(id, Frame.Kind.SOUND, Arrays.copyOf(pcm, length)));
      return answer.kind() == Frame.Kind.GOES_ON ? Optional.empty() : Optional.of(answer.text());
    }

    @Override
    public String finish() {
      String result = ask(Frame.of(id, Frame.Kind.FINISH)).text();
      ended = true;
      return result;
    }

    private Frame ask(Frame question) {
      Frame answer = process.ask(question, answerLimit);
      if (answer.kind() == Frame.Kind.FAILED) {
        ended = true;
        throw new IllegalStateException(answer.text());
      }
      return answer;
    }

    @Override
    public void close() {
      if (!ended) {
        process.tell(Frame.of(id, Frame.Kind.FORGET));
      }
    }
  }
}
