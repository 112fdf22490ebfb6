package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.app.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another process of this program, started by this one and never outliving it. */
final class ChildNode implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;

  private final Process process;

  private ChildNode(Process process) {
    this.process = process;
  }

  /**
   * Starts {@code serve} in a process of its own.
   *
   * @param name begins each line that it prints
   * @param environment on top of this process's own; secrets belong here, not in arguments, which
   *     every user of the machine can read
   */
  static ChildNode serve(String name, List<String> arguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--until-input-ends"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      Thread printer = new Thread(() -> print(name, process), name);
      printer.setDaemon(true);
      printer.start();
      return new ChildNode(process);
    } catch (IOException e) {
      throw new UncheckedIOException("another process cannot be started", e);
    }
  }

  private static void print(String name, Process process) {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(line -> System.out.println(name + " | " + line));
      System.out.printf("%s | ended with exit code %d%n", name, process.waitFor());
    } catch (IOException | UncheckedIOException e) {
      System.out.println(name + " | says no more: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks it to stop; {@link #close} waits for that. */
  void stop() {
    process.destroy();
  }

  /** Stops it, by force when it does not in time; blocks. */
  @Override
  public void close() {
    stop();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
