package dev.scripttrimmer.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A call of {@code ./trim} that has ended. */
record Finished(int exitCode, String out, String err) {
  private static final long PATIENCE_MINUTES = 10;

  /**
   * Runs {@code ./trim} in {@code folder}, with its scratch and its installed models there, too.
   *
   * @throws IllegalStateException when it does not end
   */
  static Finished of(Path folder, String... arguments) throws IOException, InterruptedException {
    return of(folder, Map.of(), arguments);
  }

  /**
   * The same with more in its environment.
   *
   * @throws IllegalStateException when it does not end
   */
  static Finished of(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Repository.trim().toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("SCRIPT_TRIMMER_CACHE", folder.resolve("cache").toString());
    builder
        .environment()
        .put("SCRIPT_TRIMMER_WORKER_SCRATCH", folder.resolve("scratch").toString());
    builder.environment().remove("VOSK_MODEL_PATH");
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("./trim did not end:\n" + Files.readString(err));
    }
    return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
