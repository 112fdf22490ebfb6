package dev.scripttrimmer.ffmpeg;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.ThumbnailMaker;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.run.EncodingProgress;
import dev.scripttrimmer.ffmpeg.run.ExitCodes;
import dev.scripttrimmer.ffmpeg.run.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes still pictures with ffmpeg. Thread-safe. */
public final class FfmpegThumbnailMaker implements ThumbnailMaker {
  private final Ffmpeg ffmpeg;

  public FfmpegThumbnailMaker(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  @Override
  public void thumbnail(Path media, double second, Path target, Cancellation cancellation) {
    Ffmpeg.Job job =
        Ffmpeg.reading(media)
            .input(List.of("-an", "-sn", "-dn"))
            .from(second)
            .to(
                target,
                "image2",
                List.of(
                    "-map",
                    "0:V:0",
                    "-frames:v",
                    "1",
                    "-vf",
                    "scale=w='min(320,iw)':h=-2:out_range=full",
                    "-c:v",
                    "mjpeg",
                    "-pix_fmt",
                    "yuvj420p",
                    "-q:v",
                    "4",
                    "-map_metadata",
                    "-1",
                    "-update",
                    "1"));
    Exit exit = ffmpeg.run(job, EncodingProgress.IGNORED, cancellation);
    if (!exit.ok()) {
      throw ExitCodes.failure(exit, "thumbnail");
    }
    if (!Files.exists(target)) {
      throw new TrimException(ErrorCode.MEDIA_CORRUPT, "The video shows no picture at this time.");
    }
  }
}
