package dev.scripttrimmer.ffmpeg.run;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.ffmpeg.process.ChildProcess;
import dev.scripttrimmer.ffmpeg.process.Command;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.process.ProcessLimits;
import dev.scripttrimmer.ffmpeg.process.ProcessRunner;
import dev.scripttrimmer.ffmpeg.toolchain.FfmpegToolchain;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bramp.ffmpeg.builder.FFmpegBuilder;
import net.bramp.ffmpeg.builder.FFmpegFileInputBuilder;

/** The ffmpeg program, with the options and bounds that every run of it has. */
public final class Ffmpeg {
  private final FfmpegToolchain toolchain;
  private final ProcessRunner runner;
  private final MediaLimits limits;

  public Ffmpeg(FfmpegToolchain toolchain, ProcessRunner runner, MediaLimits limits) {
    this.toolchain = toolchain;
    this.runner = runner;
    this.limits = limits;
  }

  /**
   * A run to be described further.
   *
   * @param media what it reads
   */
  public static Job reading(Path media) {
    Path file = media.toAbsolutePath();
    return new Job(Set.of(file), UntrustedInput.url(file), UntrustedInput.options());
  }

  /** A run to be described further, which reads its standard input. */
  public static Job readingPipe() {
    return new Job(Set.of(), UntrustedInput.PIPE, UntrustedInput.pipeOptions());
  }

  public MediaLimits limits() {
    return limits;
  }

  /**
   * Runs to the end and reports progress.
   *
   * @throws TrimException {@code MEDIA_LIMITS_EXCEEDED} as soon as the output is too long; else as
   *     {@link ProcessRunner#run}. A failed run is no exception here.
   */
  public Exit run(Job job, EncodingProgress progress, Cancellation cancellation) {
    EncodingProgress bounded =
        (pictures, seconds, bytes) -> {
          if (bytes > limits.clipSize()) {
            throw new TrimException(
                ErrorCode.MEDIA_LIMITS_EXCEEDED, "A clip of this video is larger than is allowed.");
          }
          progress.reached(pictures, seconds, bytes);
        };
    job.builder.addExtraArgs("-progress", "pipe:1");
    return runner.run(command(job, limits.working()), new ProgressParser(bounded), cancellation);
  }

  /** Starts a run whose output is its standard output. */
  public ChildProcess start(Job job, Cancellation cancellation) {
    return runner.start(command(job, limits.listening()), cancellation);
  }

  /** Starts a run that reads {@code input}, and whose output is its standard output. */
  public ChildProcess start(Job job, InputStream input, Cancellation cancellation) {
    return runner.start(command(job, limits.listening()), input, cancellation);
  }

  private Command command(Job job, ProcessLimits bounds) {
    List<String> arguments = new ArrayList<>();
    arguments.add(toolchain.ffmpeg().toString());
    arguments.addAll(job.builder.build());
    return new Command(arguments, job.readable, job.folders, job.devices, bounds);
  }

  /** The arguments of one run, in the making. */
  public static final class Job {
    private static final Set<String> JUMPING = Set.of("mpegts", "mpeg");

    private final Set<Path> readable;
    private final FFmpegBuilder builder = new FFmpegBuilder();
    private final FFmpegFileInputBuilder input;
    private final Set<Path> folders = new HashSet<>();
    private boolean devices;

    private Job(Set<Path> readable, String url, List<String> options) {
      this.readable = readable;
      builder
          .setVerbosity(FFmpegBuilder.Verbosity.ERROR)
          .addExtraArgs("-nostdin", "-hide_banner", "-nostats");
      input = builder.addInput(url);
      input.addExtraArgs(options.toArray(String[]::new));
    }

    /** Adds options in front of the input. */
    public Job input(List<String> options) {
      if (!options.isEmpty()) {
        input.addExtraArgs(options.toArray(String[]::new));
      }
      return this;
    }

    /** Starts decoding at this many seconds after the presentation's start; negative means 0. */
    public Job from(double second) {
      if (second > 0) {
        input.addExtraArgs("-ss", Seconds.format(second));
      }
      return this;
    }

    /**
     * Keeps the presentation's start where it is. In containers whose time stamps may jump, ffmpeg
     * counts from the start of the streams that it uses: so it has to use both, if only to drop
     * one.
     *
     * @param container its short name
     */
    public Job keepStart(String container) {
      if (JUMPING.contains(container)) {
        toNothing(List.of("-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy"));
      }
      return this;
    }

    /** Reads the sound only, where that does not move the presentation's start. */
    public Job soundOnly(String container) {
      return JUMPING.contains(container)
          ? keepStart(container)
          : input(List.of("-vn", "-sn", "-dn"));
    }

    /** Lets it use the graphics devices. */
    public Job withDevices() {
      devices = true;
      return this;
    }

    /**
     * Says what it writes; {@code options} come before the output.
     *
     * @param target a path of this program's choice
     */
    public Job to(Path target, String format, List<String> options) {
      folders.add(target.toAbsolutePath().getParent());
      return output(UntrustedInput.url(target), format, options);
    }

    /** Has it write to its standard output. */
    public Job toStdout(String format, List<String> options) {
      return output("pipe:1", format, options);
    }

    /** Has it write nothing. */
    public Job toNothing(List<String> options) {
      return output("-", "null", options);
    }

    private Job output(String url, String format, List<String> options) {
      input.done();
      builder.addOutput(url).setFormat(format).addExtraArgs(options.toArray(String[]::new)).done();
      return this;
    }
  }
}
