package dev.scripttrimmer.system.cluster;

import dev.scripttrimmer.system.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One node: {@code ./trim serve} in a process that a test may kill or freeze. */
final class NodeProcess {
  private static final String SERVES = "Script Trimmer is ready: ";
  private static final String MEMBER = "Other nodes join with --cluster ";
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private final String name;
  private final Process process;
  private final LogBook log;
  private final int born;

  private NodeProcess(String name, Process process, LogBook log, int born) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.born = born;
  }

  /** Starts a node that serves and works; {@link #awaitReady} waits for it. */
  static NodeProcess start(
      String name, Path folder, Map<String, String> settings, Site.Place place, LogBook log) {
    List<String> command = new ArrayList<>(place.launcher());
    command.addAll(List.of(Repository.trim().toString(), "serve", "--until-input-ends"));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // What a killed node cannot remove lies in the test's own folder, and goes with that.
    builder
        .environment()
        .put("JAVA_OPTS", "-Xmx600m -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + folder);
    builder.environment().remove("VOSK_MODEL_PATH");
    builder.environment().putAll(place.environment());
    int born = log.size();
    try {
      Process process = builder.start();
      Thread reader = new Thread(() -> read(name, process, log), name + "-output");
      reader.setDaemon(true);
      reader.start();
      return new NodeProcess(name, process, log, born);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(String name, Process process, LogBook log) {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(line -> log.add(name, line));
    } catch (IOException | UncheckedIOException e) {
      log.add(name, "output lost: " + e.getMessage());
    }
    log.add(name, "process ended");
  }

  NodeProcess awaitReady() {
    memberAddress();
    return this;
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  URI service() {
    return URI.create(said(SERVES));
  }

  String memberAddress() {
    return said(MEMBER);
  }

  private String said(String start) {
    String line =
        log.await(
                born,
                entry -> {
                  if (entry.node().equals(name) && entry.line().equals("process ended")) {
                    throw new AssertionError("a node did not start:\n" + log.tail());
                  }
                  return entry.node().equals(name) && entry.line().startsWith(start);
                },
                PATIENCE)
            .line();
    return line.substring(start.length());
  }

  /** {@code kill -9}: the process alone; that its recogniser ends is for it to have seen to. */
  void kill() {
    List<ProcessHandle> recognizers =
        process.children().filter(child -> isJava(child.info())).toList();
    process.destroyForcibly();
    process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    recognizers.forEach(recognizer -> recognizer.onExit().orTimeout(1, TimeUnit.MINUTES).join());
  }

  private static boolean isJava(ProcessHandle.Info child) {
    return child.command().filter(command -> command.endsWith("java")).isPresent();
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("no signal could be sent");
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As an operator stops it. */
  void stop() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Leaves nothing of it behind, whatever state it is in. */
  void destroy() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Whether it has left every job that it took. */
  boolean isIdle(List<LogBook.Entry> entries) {
    return said(entries, "job claimed key=") == said(entries, "job left key=", "job lost key=");
  }

  private long said(List<LogBook.Entry> entries, String... words) {
    return entries.stream()
        .filter(entry -> entry.node().equals(name))
        .filter(entry -> Arrays.stream(words).anyMatch(entry.line()::contains))
        .count();
  }

  /** Commands of the programs that it runs. */
  List<String> children() {
    return process.descendants().map(child -> child.info().command().orElse("?")).toList();
  }
}
