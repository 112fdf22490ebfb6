package dev.scripttrimmer.ffmpeg;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.media.AudioSource;
import dev.scripttrimmer.domain.media.ClipCutter;
import dev.scripttrimmer.domain.media.MediaProbe;
import dev.scripttrimmer.domain.media.ThumbnailMaker;
import dev.scripttrimmer.domain.media.VideoJoiner;
import dev.scripttrimmer.ffmpeg.audio.FfmpegAudioSource;
import dev.scripttrimmer.ffmpeg.cut.CutSettings;
import dev.scripttrimmer.ffmpeg.cut.EncoderTrial;
import dev.scripttrimmer.ffmpeg.cut.FfmpegClipCutter;
import dev.scripttrimmer.ffmpeg.cut.FfmpegVideoJoiner;
import dev.scripttrimmer.ffmpeg.cut.VideoEncoder;
import dev.scripttrimmer.ffmpeg.probe.FfmpegProbe;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.process.ProcessListener;
import dev.scripttrimmer.ffmpeg.process.ProcessRunner;
import dev.scripttrimmer.ffmpeg.process.SandboxDetector;
import dev.scripttrimmer.ffmpeg.run.Ffmpeg;
import dev.scripttrimmer.ffmpeg.toolchain.FfmpegToolchain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports to media files, on ffmpeg. One per process; thread-safe; closing it kills whatever
 * still runs.
 */
public final class FfmpegMedia implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegMedia.class);

  private final FfmpegToolchain toolchain;
  private final ProcessRunner runner;
  private final VideoEncoder encoder;
  private final FfmpegProbe probe;
  private final AudioSource audio;
  private final ClipCutter cutter;
  private final ThumbnailMaker thumbnails;
  private final VideoJoiner joiner;

  /** Media tools that nobody listens to; see the other constructor. */
  public FfmpegMedia(FfmpegConfig config) {
    this(config, ProcessListener.NONE);
  }

  /**
   * Finds the programs, the sandbox and the encoder that work here, which takes a second or two.
   * Blocks.
   *
   * @param listener hears of every run of a program
   * @throws IllegalStateException when ffmpeg, or a sandbox that is required, does not work here
   */
  public FfmpegMedia(FfmpegConfig config, ProcessListener listener) {
    toolchain = FfmpegToolchain.find(config.ffmpeg(), config.ffprobe(), config.cache());
    runner =
        new ProcessRunner(SandboxDetector.detect(config.sandbox(), toolchain.trial()), listener);
    encoder = EncoderTrial.choose(config.encoder(), config.quality(), toolchain, runner);
    Ffmpeg ffmpeg = new Ffmpeg(toolchain, runner, config.limits());
    probe = new FfmpegProbe(toolchain, runner, config.limits());
    audio = new FfmpegAudioSource(ffmpeg, probe);
    CutSettings settings = new CutSettings(config.cutMode(), config.quality(), encoder);
    cutter = new FfmpegClipCutter(ffmpeg, probe, settings);
    joiner = new FfmpegVideoJoiner(ffmpeg, probe, settings);
    thumbnails = new FfmpegThumbnailMaker(ffmpeg);
    LOG.info("media tools found {}", description());
  }

  public MediaProbe probe() {
    return probe;
  }

  public AudioSource audio() {
    return audio;
  }

  public ClipCutter cutter() {
    return cutter;
  }

  public ThumbnailMaker thumbnails() {
    return thumbnails;
  }

  public VideoJoiner joiner() {
    return joiner;
  }

  /** Whether re-encodes use a graphics card. */
  public boolean onGpu() {
    return encoder.devices();
  }

  /** Versions, sandbox and encoder in one line for the start-up log, as {@code key=value}. */
  public String description() {
    return "ffmpeg="
        + toolchain.version()
        + " origin="
        + toolchain.origin()
        + " sandbox="
        + runner.sandbox().description()
        + " encoder="
        + encoder;
  }

  /**
   * Runs ffmpeg in its sandbox, doing nothing. Blocks for some tens of milliseconds.
   *
   * @throws dev.scripttrimmer.domain.TrimException when it cannot be started or does not end
   * @throws IllegalStateException when it fails
   */
  public void check() {
    Exit exit = runner.run(toolchain.trial(), line -> {}, new Cancellation());
    if (!exit.ok()) {
      throw new IllegalStateException("ffmpeg does not run any more: exit " + exit.code());
    }
  }

  @Override
  public void close() {
    runner.close();
  }
}
