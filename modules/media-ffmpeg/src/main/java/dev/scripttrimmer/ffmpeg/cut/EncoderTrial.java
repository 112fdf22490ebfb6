package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.ffmpeg.process.Command;
import dev.scripttrimmer.ffmpeg.process.ProcessLimits;
import dev.scripttrimmer.ffmpeg.process.ProcessRunner;
import dev.scripttrimmer.ffmpeg.toolchain.FfmpegToolchain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out who can encode here, by encoding a few pictures: drivers often promise in vain. NVENC,
 * for one, needs a driver of the ffmpeg build's own generation, and many cards have none.
 */
public final class EncoderTrial {
  private static final ProcessLimits LIMITS =
      new ProcessLimits(Duration.ofSeconds(30), Duration.ofSeconds(30), 8L << 30, 1 << 20);

  private EncoderTrial() {}

  /** The graphics card when it is allowed and works, else the processor. */
  public static VideoEncoder choose(
      EncoderChoice choice,
      EncodingQuality quality,
      FfmpegToolchain toolchain,
      ProcessRunner runner) {
    return switch (choice) {
      case CPU -> VideoEncoder.X264;
      case AUTO ->
          Stream.of(VideoEncoder.NVENC, VideoEncoder.X264_AFTER_NVDEC)
              .filter(encoder -> works(encoder, quality, toolchain, runner))
              .findFirst()
              .orElse(VideoEncoder.X264);
    };
  }

  private static boolean works(
      VideoEncoder encoder,
      EncodingQuality quality,
      FfmpegToolchain toolchain,
      ProcessRunner runner) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                toolchain.ffmpeg().toString(),
                "-nostdin",
                "-v",
                "error",
                // Fails where there is no card that this program can reach.
                "-init_hw_device",
                "cuda",
                "-f",
                "lavfi",
                "-i",
                "color=size=640x360:rate=30:duration=0.2"));
    arguments.addAll(encoder.options(quality));
    arguments.addAll(List.of("-pix_fmt", "yuv420p", "-f", "null", "-"));
    Command trial = new Command(arguments, Set.of(), Set.of(), encoder.devices(), LIMITS);
    try {
      return runner.run(trial, line -> {}, new Cancellation()).ok();
    } catch (TrimException e) {
      return false;
    }
  }
}
