package dev.scripttrimmer.ffmpeg.toolchain;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.ffmpeg.process.Command;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.process.ProcessLimits;
import dev.scripttrimmer.ffmpeg.process.ProcessRunner;
import dev.scripttrimmer.ffmpeg.process.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pair of programs that were seen to run.
 *
 * @param ffmpeg absolute path
 * @param ffprobe absolute path
 * @param version as ffmpeg names it, such as {@code 8.1.2}
 * @param origin where it was found
 */
public record FfmpegToolchain(Path ffmpeg, Path ffprobe, String version, Origin origin) {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegToolchain.class);

  /** 5.1 is the first that knows {@code -fps_mode}. */
  private static final int OLDEST_MAJOR = 5;

  private static final int OLDEST_MINOR = 1;

  private static final ProcessLimits TRIAL_LIMITS =
      new ProcessLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 4L << 30, 1 << 20);

  /** Where programs come from. */
  public enum Origin {
    CONFIGURED,
    BUNDLED,
    SYSTEM
  }

  /**
   * Finds the programs: the configured ones if there are any; else those on the class path; else
   * those of the system.
   *
   * @param cache where the bundled programs are unpacked
   * @throws IllegalStateException when none runs here; configured ones are never replaced by others
   */
  public static FfmpegToolchain find(Optional<Path> ffmpeg, Optional<Path> ffprobe, Path cache) {
    if (ffmpeg.isPresent() || ffprobe.isPresent()) {
      Path one = ffmpeg.orElseGet(() -> ffprobe.get().resolveSibling("ffmpeg")).toAbsolutePath();
      Path other = ffprobe.orElseGet(() -> one.resolveSibling("ffprobe")).toAbsolutePath();
      return tried(one, other, Origin.CONFIGURED)
          .orElseThrow(() -> new IllegalStateException("the configured ffmpeg does not run here"));
    }
    return bundled(cache.toAbsolutePath())
        .or(FfmpegToolchain::installed)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no ffmpeg runs here: install version "
                        + OLDEST_MAJOR
                        + "."
                        + OLDEST_MINOR
                        + " or newer"));
  }

  /** A command that ends with 0 where the programs can run. */
  public Command trial() {
    return trialOf(ffmpeg);
  }

  private static Optional<FfmpegToolchain> bundled(Path cache) {
    try {
      return BundledFfmpeg.unpack(cache)
          .flatMap(
              folder -> tried(folder.resolve("ffmpeg"), folder.resolve("ffprobe"), Origin.BUNDLED));
    } catch (IOException e) {
      LOG.warn("the bundled ffmpeg cannot be unpacked reason={}", e.toString());
      return Optional.empty();
    }
  }

  private static Optional<FfmpegToolchain> installed() {
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin");
    for (String folder : path.split(":")) {
      Path ffmpeg = Path.of(folder).toAbsolutePath().resolve("ffmpeg");
      if (Files.isExecutable(ffmpeg)) {
        Optional<FfmpegToolchain> found =
            tried(ffmpeg, ffmpeg.resolveSibling("ffprobe"), Origin.SYSTEM);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<FfmpegToolchain> tried(Path ffmpeg, Path ffprobe, Origin origin) {
    Optional<String> version = versionOf(ffmpeg);
    if (version.isEmpty() || versionOf(ffprobe).isEmpty()) {
      return Optional.empty();
    }
    if (tooOld(version.get())) {
      LOG.warn("an ffmpeg is too old version={}", version.get());
      return Optional.empty();
    }
    return Optional.of(new FfmpegToolchain(ffmpeg, ffprobe, version.get(), origin));
  }

  private static Optional<String> versionOf(Path program) {
    List<String> lines = new ArrayList<>();
    try (ProcessRunner runner = new ProcessRunner(Sandbox.none())) {
      Exit exit = runner.run(trialOf(program), lines::add, new Cancellation());
      if (!exit.ok() || lines.isEmpty()) {
        LOG.warn("a program does not run exit={} last_words={}", exit.code(), exit.lastWords());
        return Optional.empty();
      }
    } catch (TrimException e) {
      LOG.warn("a program does not start reason={}", e.failure().detail());
      return Optional.empty();
    }
    // "ffmpeg version 8.1.2 Copyright ..."
    String[] words = lines.get(0).split(" ");
    return words.length > 2 && words[1].equals("version")
        ? Optional.of(words[2])
        : Optional.empty();
  }

  /** Builds of a development state carry no number ("N-11111-g..."); they are taken as new. */
  private static boolean tooOld(String version) {
    String[] numbers = version.replaceFirst("^n", "").split("[.-]");
    if (numbers.length < 2 || !numbers[0].matches("\\d{1,4}") || !numbers[1].matches("\\d{1,4}")) {
      return false;
    }
    int major = Integer.parseInt(numbers[0]);
    return major < OLDEST_MAJOR
        || major == OLDEST_MAJOR && Integer.parseInt(numbers[1]) < OLDEST_MINOR;
  }

  private static Command trialOf(Path program) {
    return Command.of(List.of(program.toString(), "-version"), TRIAL_LIMITS);
  }
}
