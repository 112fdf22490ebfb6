package dev.scripttrimmer.vosk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The recogniser process of a node: sound comes in and results go out in {@linkplain Frame frames},
 * several sessions side by side. It ends when its input does, and so with its node, however that
 * ends.
 */
public final class RecogniserMain {
  private final DataInputStream in;
  private final DataOutputStream out;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Integer, SpeechEngine.Session> sessions = new ConcurrentHashMap<>();

  private RecogniserMain(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * @param arguments the model's folder; the speaker model's, where there is one
   */
  public static void main(String[] arguments) {
    serve(() -> SharedModel.load(Path.of(arguments[0]), speakers(arguments)));
  }

  static Optional<Path> speakers(String[] arguments) {
    return arguments.length > 1 ? Optional.of(Path.of(arguments[1])) : Optional.empty();
  }

  /** Becomes the process; does not return. */
  static void serve(Supplier<SpeechEngine> load) {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // What anything else prints must not come between the frames.
    System.setOut(System.err);
    // A terminal and a service manager signal whole groups of processes. The node then still wants
    // to finish its chunks: while this hook waits, they go on.
    Runtime.getRuntime().addShutdownHook(new Thread(RecogniserMain::waitForEver));
    int exitCode = 1;
    try {
      new RecogniserMain(in, out).run(load);
      exitCode = 0;
    } catch (IOException e) {
      System.err.println("recogniser process: " + e);
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  private static void waitForEver() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Supplier<SpeechEngine> load) throws IOException {
    SpeechEngine engine;
    try {
      engine = load.get();
    } catch (SpeechModelException e) {
      answer(Frame.of(Frame.PROCESS, Frame.Kind.FAILED, e.getMessage()));
      return;
    }
    answer(Frame.of(Frame.PROCESS, Frame.Kind.READY));
    // Each session waits for an answer before it asks again, so its frames keep their order.
    while (true) {
      Frame frame;
      try {
        frame = Frame.read(in);
      } catch (EOFException e) {
        return;
      }
      threads.execute(() -> take(frame, engine));
    }
  }

  private void take(Frame frame, SpeechEngine engine) {
    try {
      answerTo(frame, engine);
    } catch (IOException e) {
      // The node is gone, or does not listen: nothing is left to do.
      Runtime.getRuntime().halt(1);
    }
  }

  private void answerTo(Frame frame, SpeechEngine engine) throws IOException {
    int session = frame.session();
    if (frame.kind() == Frame.Kind.FORGET) {
      end(session);
      return;
    }
    try {
      SpeechEngine.Session recogniser = sessions.computeIfAbsent(session, id -> engine.open());
      if (frame.kind() == Frame.Kind.SOUND) {
        answer(
            recogniser
                .accept(frame.body(), frame.body().length)
                .map(result -> Frame.of(session, Frame.Kind.RESULT, result))
                .orElseGet(() -> Frame.of(session, Frame.Kind.GOES_ON)));
      } else {
        String result = recogniser.finish();
        end(session);
        answer(Frame.of(session, Frame.Kind.RESULT, result));
      }
    } catch (RuntimeException | Error e) {
      end(session);
      answer(Frame.of(session, Frame.Kind.FAILED, e.toString()));
    }
  }

  private void end(int session) {
    SpeechEngine.Session ended = sessions.remove(session);
    if (ended != null) {
      ended.close();
    }
  }

  private synchronized void answer(Frame frame) throws IOException {
    frame.write(out);
  }
}
