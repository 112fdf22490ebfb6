package dev.scripttrimmer.ffmpeg.media;

import dev.scripttrimmer.ffmpeg.toolchain.FfmpegToolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ffmpeg and ffprobe for the tests' own use, without the code under test around them. */
public final class Tool {
  /** Unpacked once for all tests, and kept between runs. */
  public static final Path CACHE = Path.of("target", "ffmpeg").toAbsolutePath();

  private static final FfmpegToolchain TOOLCHAIN =
      FfmpegToolchain.find(Optional.empty(), Optional.empty(), CACHE);

  private Tool() {}

  public static FfmpegToolchain toolchain() {
    return TOOLCHAIN;
  }

  /** Runs ffmpeg, which must succeed without a word of complaint, and returns its output. */
  public static byte[] ffmpeg(String... arguments) {
    return run(TOOLCHAIN.ffmpeg(), List.of(arguments), true);
  }

  /** Runs ffprobe, which must succeed, and returns the lines of its output. */
  public static List<String> ffprobe(String... arguments) {
    byte[] output = run(TOOLCHAIN.ffprobe(), List.of(arguments), false);
    return new String(output, StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] run(Path program, List<String> arguments, boolean silent) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("-v", "error"));
    command.addAll(arguments);
    try {
      Path errors = Files.createTempFile("tool", ".log");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(errors.toFile());
        // Its libraries find each other only so, where the system has none of these names.
        builder.environment().put("LD_LIBRARY_PATH", program.getParent().toString());
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        int exit = process.waitFor();
        String words = Files.readString(errors, StandardCharsets.ISO_8859_1);
        if (exit != 0 || silent && !words.isBlank()) {
          throw new AssertionError(command + " ended with " + exit + ": " + words);
        }
        return output;
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
