package dev.scripttrimmer.system.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the operating system that set the scene for a fault. */
final class Commands {
  private static final int LIMIT_SECONDS = 60;

  private Commands() {}

  /**
   * Runs a command to its end.
   *
   * @throws IOException when there is no such program, or it fails
   */
  static void run(String... command) throws IOException {
    lines(command);
  }

  /**
   * Runs a command to its end.
   *
   * @return what it said
   * @throws IOException when there is no such program, or it fails
   */
  static List<String> lines(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", List.of(command)) + ": " + said.strip());
      }
      return said.lines().toList();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
