package dev.scripttrimmer.ffmpeg;

import dev.scripttrimmer.ffmpeg.cut.CutMode;
import dev.scripttrimmer.ffmpeg.cut.EncoderChoice;
import dev.scripttrimmer.ffmpeg.cut.EncodingQuality;
import dev.scripttrimmer.ffmpeg.process.SandboxMode;
import dev.scripttrimmer.ffmpeg.run.MediaLimits;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How media files are worked on.
 *
 * @param ffmpeg the program to use; empty: the bundled one, else the system's
 * @param ffprobe the program to use; empty: the one beside {@code ffmpeg}
 * @param cache folder that the bundled programs are unpacked into, shared by any number of
 *     processes; made when it is missing
 */
public record FfmpegConfig(
    Optional<Path> ffmpeg,
    Optional<Path> ffprobe,
    Path cache,
    SandboxMode sandbox,
    CutMode cutMode,
    EncodingQuality quality,
    EncoderChoice encoder,
    MediaLimits limits) {
  public FfmpegConfig {
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(sandbox, "sandbox");
    Objects.requireNonNull(cutMode, "cutMode");
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(encoder, "encoder");
    Objects.requireNonNull(limits, "limits");
  }

  /** The bundled programs, exact cuts, and whatever sandbox and encoder work here. */
  public static FfmpegConfig defaults(Path cache) {
    return new FfmpegConfig(
        Optional.empty(),
        Optional.empty(),
        cache,
        SandboxMode.AUTO,
        CutMode.EXACT,
        EncodingQuality.defaults(),
        EncoderChoice.AUTO,
        MediaLimits.defaults());
  }

  public FfmpegConfig withCutMode(CutMode mode) {
    return new FfmpegConfig(ffmpeg, ffprobe, cache, sandbox, mode, quality, encoder, limits);
  }

  public FfmpegConfig withLimits(MediaLimits other) {
    return new FfmpegConfig(ffmpeg, ffprobe, cache, sandbox, cutMode, quality, encoder, other);
  }

  public FfmpegConfig withSandbox(SandboxMode mode) {
    return new FfmpegConfig(ffmpeg, ffprobe, cache, mode, cutMode, quality, encoder, limits);
  }
}
