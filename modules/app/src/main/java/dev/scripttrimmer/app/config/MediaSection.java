package dev.scripttrimmer.app.config;

import dev.scripttrimmer.ffmpeg.FfmpegConfig;
import dev.scripttrimmer.ffmpeg.cut.CutMode;
import dev.scripttrimmer.ffmpeg.cut.EncoderChoice;
import dev.scripttrimmer.ffmpeg.cut.EncodingQuality;
import dev.scripttrimmer.ffmpeg.process.SandboxMode;
import dev.scripttrimmer.ffmpeg.run.MediaLimits;
import java.nio.file.Path;
import java.time.Duration;

/** {@code media} in the shipped file. */
public record MediaSection(
    String ffmpeg,
    String ffprobe,
    SandboxMode sandbox,
    CutMode cutMode,
    String preset,
    int crf,
    EncoderChoice encoder,
    Duration maxDuration,
    Duration maxRunTime,
    Duration maxCpuTime,
    DataSize maxMemory) {

  /**
   * @param cache folder that programs are unpacked into
   */
  public FfmpegConfig toFfmpeg(Path cache) {
    MediaLimits defaults = MediaLimits.defaults();
    return new FfmpegConfig(
        AppConfig.text(ffmpeg).map(Path::of),
        AppConfig.text(ffprobe).map(Path::of),
        cache,
        sandbox,
        cutMode,
        new EncodingQuality(preset, crf),
        encoder,
        new MediaLimits(
            maxDuration,
            defaults.streams(),
            defaults.side(),
            defaults.pixels(),
            defaults.clipSize(),
            defaults.probeTime(),
            maxRunTime,
            maxCpuTime,
            maxMemory.bytes()));
  }
}
