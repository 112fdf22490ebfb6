package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.ffmpeg.mp4.SequenceParameters;
import dev.scripttrimmer.ffmpeg.probe.MediaStreams;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.run.EncodingProgress;
import dev.scripttrimmer.ffmpeg.run.ExitCodes;
import dev.scripttrimmer.ffmpeg.run.Ffmpeg;
import dev.scripttrimmer.ffmpeg.run.Seconds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Encodes pictures or sound of a stretch of a video into a file of their own. */
final class PictureEncoder {
  /** Half a millisecond earlier, as pictures are chosen by an index. */
  private static final double TOLERANCE = 0.0005;

  private static final List<String> PICTURES_ONLY =
      List.of(
          "-map",
          "0:V:0",
          "-an",
          "-sn",
          "-dn",
          "-map_metadata",
          "-1",
          "-map_chapters",
          "-1",
          // Every picture once, at its own time: never doubled or dropped to keep a rate.
          "-fps_mode",
          "passthrough",
          "-enc_time_base",
          "-1");

  private final Ffmpeg ffmpeg;

  PictureEncoder(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Encodes pictures to be joined to others of the same video.
   *
   * @param sequence the other pictures'
   * @param parameterSet a free number
   */
  void twin(
      BorderSource border,
      int pictures,
      SequenceParameters sequence,
      int parameterSet,
      EncodingQuality quality,
      Path target,
      EncodingProgress progress,
      Cancellation cancellation) {
    List<String> options = new ArrayList<>(PICTURES_ONLY);
    skip(options, border.lead());
    options.addAll(List.of("-frames:v", Integer.toString(pictures)));
    options.addAll(List.of("-pix_fmt", "yuv420p"));
    options.addAll(X264Twin.options(sequence, parameterSet, quality));
    Ffmpeg.Job job = Ffmpeg.reading(border.path()).to(target, "mp4", options);
    run(job, "encode border", progress, cancellation);
  }

  /**
   * Encodes every picture of {@code span}, in seconds of the presentation. Times in the target
   * count from {@link #origin}.
   *
   * @param lead seconds before the span at which decoding starts, so that it has found its feet by
   *     then; 0 where a container leads straight to a keyframe
   */
  void full(
      Path media,
      MediaStreams streams,
      TimeSpan span,
      double lead,
      VideoEncoder encoder,
      EncodingQuality quality,
      Path target,
      EncodingProgress progress,
      Cancellation cancellation) {
    double origin = origin(span.start());
    double entry = Math.max(0, origin - lead);
    List<String> options = new ArrayList<>(PICTURES_ONLY);
    skip(options, origin - entry);
    options.addAll(List.of("-t", Seconds.format(span.end() - TOLERANCE - origin)));
    options.addAll(List.of("-vf", "bwdif=mode=send_frame:deint=interlaced", "-pix_fmt", "yuv420p"));
    options.addAll(encoder.options(quality));
    Ffmpeg.Job job =
        Ffmpeg.reading(media)
            .keepStart(streams.container())
            .input(encoder.inputOptions())
            .from(entry)
            .to(target, "mp4", options);
    if (encoder.devices()) {
      job.withDevices();
    }
    run(job, "encode clip", progress, cancellation);
  }

  /** Has what is decoded in the first seconds not be encoded. */
  private static void skip(List<String> options, double seconds) {
    if (seconds > 0) {
      options.addAll(List.of("-ss", Seconds.format(seconds)));
    }
  }

  /** The second of the presentation that becomes 0 in what {@link #full} writes. */
  static double origin(double start) {
    return Math.max(0, start - TOLERANCE);
  }

  /** Encodes sound from {@code start} to {@code end}; what is missing is silence. */
  void sound(
      Path media,
      MediaStreams streams,
      double start,
      double end,
      Path target,
      Cancellation cancellation) {
    Ffmpeg.Job job =
        Ffmpeg.reading(media)
            .soundOnly(streams.container())
            .from(start)
            .to(
                target,
                "mp4",
                List.of(
                    "-map",
                    "0:a:0",
                    "-t",
                    Seconds.format(end - start),
                    "-af",
                    "aresample=osr=48000:ochl=stereo:async=1:min_hard_comp=0.04:first_pts=0",
                    "-c:a",
                    "aac",
                    "-b:a",
                    "160k",
                    "-map_metadata",
                    "-1",
                    "-map_chapters",
                    "-1"));
    run(job, "encode sound", EncodingProgress.IGNORED, cancellation);
  }

  private void run(
      Ffmpeg.Job job, String work, EncodingProgress progress, Cancellation cancellation)
      throws TrimException {
    Exit exit = ffmpeg.run(job, progress, cancellation);
    if (!exit.ok()) {
      throw ExitCodes.failure(exit, work);
    }
  }
}
