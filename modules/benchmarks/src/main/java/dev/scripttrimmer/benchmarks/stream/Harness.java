package dev.scripttrimmer.benchmarks.stream;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The load generator: a program of its own, on a core of its own. */
final class Harness {
  private static final String RESULT = "RUN 0 ";

  private final Path classes;
  private final String core;

  private Harness(Path classes, String core) {
    this.classes = classes;
    this.core = core;
  }

  /**
   * Compiles it.
   *
   * @param folder holds {@code Bench.java}
   * @param classes an empty folder
   */
  static Harness compile(Path folder, Path classes, String core)
      throws IOException, InterruptedException {
    Process javac =
        new ProcessBuilder(
                "javac", "-d", classes.toString(), folder.resolve("Bench.java").toString())
            .inheritIO()
            .start();
    if (javac.waitFor() != 0) {
      throw new IOException("the load generator does not compile");
    }
    return new Harness(classes, core);
  }

  /** Runs one scenario against a server. */
  Report run(Measure.Run run, int subscribers, Peer peer) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("taskset", "-c", core, "java", "-Xms512m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", classes.toString(), "Bench", run.scenario()));
    command.addAll(peer.options());
    command.addAll(List.of("--subs", String.valueOf(subscribers), "--runs", "1"));
    command.addAll(List.of("--pids", pids(peer), "--settle-ms", "500", "--quiet-wait", "5"));
    if (!run.options().isEmpty()) {
      command.addAll(List.of(run.options().split(" ")));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return output
        .lines()
        .filter(line -> line.startsWith(RESULT))
        .findFirst()
        .map(line -> new Report(new JsonObject(line.substring(RESULT.length()))))
        .orElseThrow(() -> new IOException("the load generator failed:\n" + output));
  }

  private static String pids(Peer peer) {
    return peer.pids().stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
