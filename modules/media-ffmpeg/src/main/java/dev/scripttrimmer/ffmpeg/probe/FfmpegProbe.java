package dev.scripttrimmer.ffmpeg.probe;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.GrowingFile;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.MediaProbe;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.process.ProcessRunner;
import dev.scripttrimmer.ffmpeg.run.ExitCodes;
import dev.scripttrimmer.ffmpeg.run.Ffmpeg;
import dev.scripttrimmer.ffmpeg.run.MediaLimits;
import dev.scripttrimmer.ffmpeg.toolchain.FfmpegToolchain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.bramp.ffmpeg.probe.FFmpegStream;
import org.apache.commons.lang3.math.Fraction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into media files with ffprobe. Thread-safe. */
public final class FfmpegProbe implements MediaProbe {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegProbe.class);

  private final StreamReader reader;
  private final Ffmpeg ffmpeg;
  private final MediaLimits limits;

  public FfmpegProbe(FfmpegToolchain toolchain, ProcessRunner runner, MediaLimits limits) {
    this.reader = new StreamReader(toolchain, runner, limits.probing());
    this.ffmpeg = new Ffmpeg(toolchain, runner, limits);
    this.limits = limits;
  }

  @Override
  public MediaInfo probe(Path media, Cancellation cancellation) {
    try {
      if (Files.size(media) == 0) {
        throw new TrimException(ErrorCode.NOT_A_VIDEO, "The file is empty.");
      }
      boolean cutShort = ContainerEnd.isMissing(media);
      MediaStreams streams = readStreams(media, cutShort, cancellation);
      if (streams.video().isEmpty() && streams.audio().isEmpty()) {
        throw unreadable(media, cutShort);
      }
      FFmpegStream video =
          streams
              .video()
              .orElseThrow(
                  () ->
                      new TrimException(
                          ErrorCode.NOT_A_VIDEO, "The file has no moving pictures in it."));
      FFmpegStream audio =
          streams
              .audio()
              .orElseThrow(
                  () ->
                      new TrimException(
                          ErrorCode.NO_AUDIO_TRACK,
                          "The video has no sound, so there is nothing to transcribe."));
      if (cutShort) {
        throw truncated();
      }
      double duration = streams.duration() > 0 ? streams.duration() : measure(media, cancellation);
      return info(streams.container(), duration, Files.size(media), video, audio);
    } catch (IOException e) {
      throw new TrimException(ErrorCode.INTERNAL, "The video's file cannot be read.", e);
    }
  }

  @Override
  public Optional<MediaInfo> peek(GrowingFile media, Cancellation cancellation) {
    try {
      Optional<Supplier<InputStream>> start = StreamableStart.of(media);
      if (start.isEmpty() || media.isComplete()) {
        return Optional.empty();
      }
      MediaStreams streams = MediaStreams.of(reader.read(start.get(), cancellation), limits);
      return streams
          .video()
          .flatMap(
              video ->
                  streams
                      .audio()
                      .map(
                          audio ->
                              info(
                                  streams.container(),
                                  streams.duration(),
                                  media.await(0),
                                  video,
                                  audio)));
    } catch (IOException | TrimException e) {
      // Whatever it is, the whole file tells it better; unless that never comes.
      cancellation.check();
      media.check();
      LOG.debug("the beginning of a video tells nothing", e);
      return Optional.empty();
    }
  }

  /**
   * The content of a file that arrives, in an order in which it can be decoded.
   *
   * @throws TrimException the reason why {@code media} never arrives
   * @throws UncheckedIOException when it cannot be read
   */
  public InputStream inOrder(GrowingFile media) {
    try {
      return StreamableStart.of(media).map(Supplier::get).orElseGet(media::open);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MediaInfo info(
      String container, double duration, long size, FFmpegStream video, FFmpegStream audio) {
    Fraction frameRate = video.getAvgFrameRate();
    return new MediaInfo(
        container,
        duration,
        size,
        Optional.of(
            new MediaInfo.VideoStream(
                video.getCodecName(),
                video.getWidth(),
                video.getHeight(),
                frameRate == null ? 0 : frameRate.doubleValue())),
        Optional.of(
            new MediaInfo.AudioStream(
                audio.getCodecName(), audio.getSampleRate(), audio.getChannels())));
  }

  /**
   * The streams of a file, whether or not they are enough for a job.
   *
   * @throws TrimException as {@link #probe}
   */
  public MediaStreams streams(Path media, Cancellation cancellation) {
    return MediaStreams.of(reader.read(media, cancellation), limits);
  }

  private MediaStreams readStreams(Path media, boolean cutShort, Cancellation cancellation)
      throws IOException {
    try {
      return streams(media, cancellation);
    } catch (TrimException e) {
      if (e.code() != ErrorCode.NOT_A_VIDEO) {
        throw e;
      }
      throw unreadable(media, cutShort);
    }
  }

  private static TrimException unreadable(Path media, boolean cutShort) throws IOException {
    if (cutShort) {
      return truncated();
    }
    if (ContainerEnd.looksLikeVideo(media)) {
      return new TrimException(
          ErrorCode.MEDIA_CORRUPT, "The video is damaged: its index cannot be read.");
    }
    return new TrimException(
        ErrorCode.NOT_A_VIDEO,
        "The file is not a video in a container that is supported, such as MP4, MOV, MKV or WebM.");
  }

  /** For files that do not say how long they are, such as recordings made in a browser. */
  private double measure(Path media, Cancellation cancellation) {
    double[] length = {0};
    Ffmpeg.Job job = Ffmpeg.reading(media).toNothing(List.of("-map", "0:V:0", "-c", "copy"));
    Exit exit =
        ffmpeg.run(
            job,
            (pictures, seconds, bytes) -> length[0] = Math.max(length[0], seconds),
            cancellation);
    if (!exit.ok() || length[0] <= 0) {
      throw ExitCodes.failure(exit, "measure");
    }
    if (length[0] > limits.duration().toSeconds()) {
      throw new TrimException(
          ErrorCode.MEDIA_LIMITS_EXCEEDED,
          "The video is longer than " + limits.duration().toMinutes() + " minutes.");
    }
    return length[0];
  }

  private static TrimException truncated() {
    return new TrimException(
        ErrorCode.MEDIA_TRUNCATED,
        "The video was cut short: its end is missing. Upload it again in full.");
  }
}
