package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./trim serve} on free ports, with everything that it writes in a folder of the test's. */
final class ServingNode implements AutoCloseable {
  private static final String READY = "Script Trimmer is ready: ";
  private static final long PATIENCE_SECONDS = 180;

  private final Process process;
  private final Path folder;
  private final URI service;

  private ServingNode(Process process, Path folder, URI service) {
    this.process = process;
    this.folder = folder;
    this.service = service;
  }

  /**
   * Starts a node and waits until it serves.
   *
   * @param settings as {@code --set} takes them
   */
  static ServingNode start(Path folder, String... settings) throws Exception {
    return start(folder, 0, settings);
  }

  /** Kills the node where it stands. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the node outlived kill -9");
    }
  }

  /** Starts a node that was killed again: at its address, and with what it had stored. */
  ServingNode again(String... settings) throws Exception {
    return start(folder, service.getPort(), settings);
  }

  private static ServingNode start(Path folder, int port, String... settings) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Repository.trim().toString(), "serve", "--port", Integer.toString(port)));
    for (String setting : settings) {
      command.add("--set");
      command.add(setting);
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("log.txt").toFile());
    builder.environment().put("SCRIPT_TRIMMER_CACHE", folder.resolve("cache").toString());
    builder
        .environment()
        .put("SCRIPT_TRIMMER_WORKER_SCRATCH", folder.resolve("scratch").toString());
    builder.environment().remove("VOSK_MODEL_PATH");
    Process process = builder.start();
    try {
      return new ServingNode(process, folder, ready(process));
    } catch (Exception e) {
      process.destroyForcibly();
      throw new IllegalStateException(Files.readString(folder.resolve("log.txt")), e);
    }
  }

  private static URI ready(Process process) throws Exception {
    CompletableFuture<URI> ready = new CompletableFuture<>();
    BufferedReader lines = process.inputReader();
    Thread reader =
        new Thread(
            () -> {
              lines
                  .lines()
                  .filter(line -> line.startsWith(READY))
                  .forEach(line -> ready.complete(URI.create(line.substring(READY.length()))));
              ready.completeExceptionally(new IOException("the node ended"));
            },
            "node-output");
    reader.setDaemon(true);
    reader.start();
    return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  URI service() {
    return service;
  }

  /** The ffmpeg that the node works with. */
  Path ffmpeg() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      return files
          .filter(file -> file.getFileName().toString().equals("ffmpeg"))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow();
    }
  }

  /** Waits until every program that the node runs on media files has ended. */
  void awaitPrograms() throws Exception {
    CompletableFuture.allOf(
            programs().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(programs()).isEmpty();
  }

  private Stream<ProcessHandle> programs() {
    return process.descendants().filter(child -> !isJava(child));
  }

  /** The process that its speech recogniser is in. */
  ProcessHandle recognizer() {
    return process.children().filter(ServingNode::isJava).findFirst().orElseThrow();
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("java")).isPresent();
  }

  /** Stops the node as an operator would, and insists that it stops. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the node did not stop");
    }
  }
}
