package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.VideoJoiner;
import dev.scripttrimmer.ffmpeg.probe.FfmpegProbe;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.run.EncodingProgress;
import dev.scripttrimmer.ffmpeg.run.ExitCodes;
import dev.scripttrimmer.ffmpeg.run.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins stretches in one run that decodes the video once. Every picture and every hundredth of a
 * second of sound keeps its own time, less what was left out before it: nothing adds up over many
 * joins. Thread-safe.
 */
public final class FfmpegVideoJoiner implements VideoJoiner {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegVideoJoiner.class);
  private static final int SAMPLE_RATE = 48_000;

  private final Ffmpeg ffmpeg;
  private final FfmpegProbe probe;
  private final CutSettings settings;

  public FfmpegVideoJoiner(Ffmpeg ffmpeg, FfmpegProbe probe, CutSettings settings) {
    this.ffmpeg = ffmpeg;
    this.probe = probe;
    this.settings = settings;
  }

  @Override
  public Joined join(
      Path media,
      MediaInfo info,
      List<TimeSpan> keep,
      Path target,
      ProgressListener listener,
      Cancellation cancellation) {
    KeptTime time = KeptTime.of(keep);
    String container = probe.streams(media, cancellation).container();
    try {
      join(media, container, info, time, settings.encoder(), target, listener, cancellation);
    } catch (TrimException e) {
      if (settings.encoder() == VideoEncoder.X264 || e.code() != ErrorCode.MEDIA_CORRUPT) {
        throw e;
      }
      LOG.warn("the graphics card does not encode this video; the processor does");
      join(media, container, info, time, VideoEncoder.X264, target, listener, cancellation);
    }
    try {
      return new Joined(target, Files.size(target));
    } catch (IOException e) {
      throw new TrimException(ErrorCode.INTERNAL, "The joined video is not there.", e);
    }
  }

  private void join(
      Path media,
      String container,
      MediaInfo info,
      KeptTime time,
      VideoEncoder encoder,
      Path target,
      ProgressListener listener,
      Cancellation cancellation) {
    List<String> options = new ArrayList<>();
    if (info.video().isPresent()) {
      options.addAll(pictures(time, encoder));
    }
    if (info.audio().isPresent()) {
      options.addAll(sound(time));
    }
    options.addAll(List.of("-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"));
    options.addAll(List.of("-movflags", "+faststart"));
    Ffmpeg.Job job =
        Ffmpeg.reading(media)
            .keepStart(container)
            .input(encoder.inputOptions())
            .to(target, "mp4", options);
    if (encoder.devices()) {
      job.withDevices();
    }
    Exit exit = ffmpeg.run(job, reporting(listener, time.length()), cancellation);
    if (!exit.ok()) {
      throw ExitCodes.failure(exit, "join");
    }
  }

  private List<String> pictures(KeptTime time, VideoEncoder encoder) {
    List<String> options = new ArrayList<>(List.of("-map", "0:V:0", "-vf"));
    options.add(
        "bwdif=mode=send_frame:deint=interlaced,select='%s',setpts='PTS-(%s)/TB'"
            .formatted(time.selected("t"), time.removed("T")));
    options.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "-1"));
    options.addAll(List.of("-pix_fmt", "yuv420p"));
    options.addAll(encoder.options(settings.quality()));
    return options;
  }

  /** In frames of one step of the grid, so that what is kept fits together without a gap. */
  private static List<String> sound(KeptTime time) {
    String filters =
        "aresample=osr=%d:ochl=stereo:async=1:min_hard_comp=0.04:first_pts=0,asetnsamples=n=%d:p=0,"
            + "aselect='%s',asetpts='PTS-(%s)/TB'";
    int frame = (int) Math.round(SAMPLE_RATE * KeptTime.GRID);
    return List.of(
        "-map",
        "0:a:0",
        "-af",
        filters.formatted(SAMPLE_RATE, frame, time.selected("t"), time.removed("T")),
        "-c:a",
        "aac",
        "-b:a",
        "160k");
  }

  private static EncodingProgress reporting(ProgressListener listener, double length) {
    double[] told = {0};
    return (pictures, seconds, bytes) -> {
      double fraction = Math.min(1, seconds / length);
      if (fraction > told[0]) {
        told[0] = fraction;
        listener.progressed(fraction);
      }
    };
  }
}
