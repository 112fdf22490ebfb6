package dev.scripttrimmer.vosk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One recogniser process, as its node sees it. Thread-safe. */
final class RecogniserProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecogniserProcess.class);
  private static final int LAST_WORDS = 24;
  private static final Duration END_LIMIT = Duration.ofSeconds(3);

  private final Process process;
  private final DataOutputStream out;
  private final Map<Integer, CompletableFuture<Frame>> awaited = new ConcurrentHashMap<>();
  private final CompletableFuture<Frame> ready = new CompletableFuture<>();
  private final Deque<String> lastWords = new ArrayDeque<>();
  private final Thread listener;
  private final Thread complaints;
  private volatile boolean closing;
  private volatile boolean lost;

  private RecogniserProcess(Process process) {
    this.process = process;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.complaints = thread("recogniser-errors", () -> readComplaints(process.getErrorStream()));
    this.listener = thread("recogniser-answers", this::listen);
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts it; {@link #awaitReady} waits for its model. */
  static RecogniserProcess start(RecogniserCommand command) {
    try {
      RecogniserProcess started = new RecogniserProcess(command.start());
      started.complaints.start();
      started.listener.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("the recogniser's process cannot be started", e);
    }
  }

  /**
   * Blocks until the model is loaded.
   *
   * @throws SpeechModelException when it does not load
   */
  RecogniserProcess awaitReady() {
    Frame first;
    try {
      first = ready.join();
    } catch (CompletionException e) {
      throw new SpeechModelException("The speech recogniser does not run: " + said(), e.getCause());
    }
    if (first.kind() != Frame.Kind.READY) {
      throw new SpeechModelException(first.text());
    }
    return this;
  }

  boolean isAlive() {
    return !lost && process.isAlive();
  }

  /**
   * Sends a frame and waits for the answer to it.
   *
   * @throws RecogniserLostException when none comes, because the process is gone or, past {@code
   *     limit}, does not answer: it is killed then
   */
  Frame ask(Frame question, Duration limit) {
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    awaited.put(question.session(), answer);
    // Counted before it is sent: who does not read does not let write.
    CompletableFuture<Frame> inTime =
        answer
            .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (frame, failure) -> {
                  if (failure != null) {
                    process.destroyForcibly();
                  }
                });
    try {
      send(question);
      if (lost) {
        throw gone();
      }
      return inTime.join();
    } catch (CompletionException e) {
      throw gone();
    } finally {
      awaited.remove(question.session());
    }
  }

  /** Says something that is not answered. */
  void tell(Frame frame) {
    if (isAlive()) {
      try {
        send(frame);
      } catch (RecogniserLostException e) {
        LOG.debug("not told, for the recogniser process is gone");
      }
    }
  }

  private void send(Frame frame) {
    try {
      synchronized (out) {
        frame.write(out);
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw gone();
    }
  }

  private static RecogniserLostException gone() {
    return new RecogniserLostException("the recogniser process is gone, or does not answer");
  }

  private void listen() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      try {
        takeAnswers(in);
      } catch (StreamCorruptedException e) {
        // What a virtual machine says as it crashes goes to the output, whatever it is told.
        CompletableFuture.delayedExecutor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            .execute(process::destroyForcibly);
        readComplaints(in);
        end(e);
      }
    } catch (IOException e) {
      end(e);
    }
  }

  private void takeAnswers(DataInputStream in) throws IOException {
    ready.complete(Frame.read(in));
    while (true) {
      Frame frame = Frame.read(in);
      CompletableFuture<Frame> answer = awaited.get(frame.session());
      if (answer != null) {
        answer.complete(frame);
      }
    }
  }

  private void end(IOException why) {
    process.destroyForcibly();
    lost = true;
    int exitCode = exitCode();
    if (!closing && ready.isDone()) {
      LOG.warn("recogniser process lost exitCode={} said={}", exitCode, said());
    }
    ready.completeExceptionally(why);
    awaited.values().forEach(answer -> answer.completeExceptionally(why));
  }

  private int exitCode() {
    try {
      int exitCode = process.waitFor();
      complaints.join(END_LIMIT.toMillis());
      return exitCode;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private void readComplaints(InputStream said) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard(line);
      }
    } catch (IOException e) {
      heard("(" + e.getMessage() + ")");
    }
  }

  private void heard(String line) {
    synchronized (lastWords) {
      lastWords.add(line.length() > 200 ? line.substring(0, 200) : line);
      if (lastWords.size() > LAST_WORDS) {
        lastWords.remove();
      }
    }
  }

  private String said() {
    synchronized (lastWords) {
      return String.join(" ", lastWords).replaceAll("[\\s#]+", " ").strip();
    }
  }

  /** Ends it, by force when it does not end by itself; blocks for some seconds at most. */
  @Override
  public void close() {
    closing = true;
    try {
      out.close();
      if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
