package dev.scripttrimmer.ffmpeg.process;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts child processes: without a shell, without this program's environment, inside the {@link
 * Sandbox}, until their deadline or cancellation.
 */
public final class ProcessRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessRunner.class);
  private static final Path ROOT = Path.of("/");
  private static final List<String> KEPT_VARIABLES =
      List.of("CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES");

  private final Sandbox sandbox;
  private final ProcessListener listener;
  private final Set<ChildProcess> children = ConcurrentHashMap.newKeySet();

  /**
   * A child asks the kernel to kill it when its parent dies, and there a parent is the thread that
   * started it: so one thread that lives as long as the runner starts them all.
   */
  private final ExecutorService launcher = Executors.newSingleThreadExecutor(named("launcher"));

  private final ExecutorService drains = Executors.newCachedThreadPool(named("pipes"));
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(named("deadlines"));

  public ProcessRunner(Sandbox sandbox) {
    this(sandbox, ProcessListener.NONE);
  }

  public ProcessRunner(Sandbox sandbox, ProcessListener listener) {
    this.sandbox = sandbox;
    this.listener = listener;
  }

  /**
   * Starts a child; whoever calls this reads its output and {@linkplain ChildProcess#close closes}
   * it.
   *
   * @throws TrimException the cancellation's reason, or {@code INTERNAL} when it cannot be started
   */
  public ChildProcess start(Command command, Cancellation cancellation) {
    return start(command, InputStream.nullInputStream(), cancellation);
  }

  /**
   * Starts a child that reads {@code input}, which is closed when there is no more of it or the
   * child has ended. What {@code input} throws kills the child.
   *
   * @throws TrimException as {@link #start(Command, Cancellation)}
   */
  public ChildProcess start(Command command, InputStream input, Cancellation cancellation) {
    cancellation.check();
    Process process = launch(command);
    long born = System.nanoTime();
    OutputTail errors = new OutputTail(process.getErrorStream());
    Future<?> draining = drains.submit(errors);
    AtomicReference<Runnable> release = new AtomicReference<>(() -> {});
    ChildProcess child =
        new ChildProcess(
            process, errors, draining, cancellation, () -> release.getAndSet(() -> {}).run());
    children.add(child);
    drains.submit(new InputPump(input, process.getOutputStream(), child::kill));
    Future<?> deadline =
        deadlines.schedule(
            child::killPastDeadline, command.limits().wall().toMillis(), TimeUnit.MILLISECONDS);
    Cancellation.Registration registration = cancellation.onCancel(child::kill);
    release.set(
        () -> {
          children.remove(child);
          deadline.cancel(false);
          registration.close();
          listener.ended(command.programName(), Duration.ofNanos(System.nanoTime() - born));
          close(input);
        });
    return child;
  }

  /**
   * Runs a child to its end.
   *
   * @param lines hears each line of standard output; what it throws kills the child and is thrown
   *     on
   * @throws TrimException as {@link #start} and {@link ChildProcess#await}
   */
  public Exit run(Command command, Consumer<String> lines, Cancellation cancellation) {
    return run(command, InputStream.nullInputStream(), lines, cancellation);
  }

  /**
   * Runs a child that reads {@code input} to its end.
   *
   * @throws TrimException as {@link #run(Command, Consumer, Cancellation)}
   */
  public Exit run(
      Command command, InputStream input, Consumer<String> lines, Cancellation cancellation) {
    try (ChildProcess child = start(command, input, cancellation);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(child.stdout(), StandardCharsets.UTF_8))) {
      try {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.accept(line);
        }
      } catch (IOException e) {
        if (!child.killed()) {
          throw e;
        }
      }
      return child.await();
    } catch (IOException e) {
      throw new TrimException(ErrorCode.INTERNAL, "A program's output could not be read.", e);
    }
  }

  /** What keeps the children apart from the machine; for the start-up log. */
  public Sandbox sandbox() {
    return sandbox;
  }

  /** Kills every child that still runs. */
  @Override
  public void close() {
    children.forEach(ChildProcess::close);
    deadlines.shutdownNow();
    drains.shutdown();
    launcher.shutdown();
  }

  private Process launch(Command command) {
    ProcessBuilder builder = new ProcessBuilder(sandbox.confine(command));
    builder.directory(ROOT.toFile());
    builder.environment().keySet().removeIf(name -> !KEPT_VARIABLES.contains(name));
    builder.environment().put("LC_ALL", "C");
    // Programs find their libraries' own libraries beside them, before those of the system.
    builder.environment().put("LD_LIBRARY_PATH", command.programFolder().toString());
    try {
      return launcher.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new TrimException(
          ErrorCode.INTERNAL, "The program " + command.programName() + " cannot be started.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrimException(ErrorCode.INTERNAL, "The work was interrupted.", e);
    }
  }

  /** Ends a pump that still waits for more input. */
  private static void close(InputStream input) {
    try {
      input.close();
    } catch (IOException e) {
      LOG.debug("a child's input is not closed", e);
    }
  }

  private static ThreadFactory named(String role) {
    return task -> {
      Thread thread = new Thread(task, "child-" + role);
      thread.setDaemon(true);
      return thread;
    };
  }
}
