package dev.scripttrimmer.ffmpeg.audio;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.media.AudioSource;
import dev.scripttrimmer.domain.media.GrowingFile;
import dev.scripttrimmer.domain.media.MediaInfo;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.ffmpeg.probe.FfmpegProbe;
import dev.scripttrimmer.ffmpeg.run.Ffmpeg;
import java.nio.file.Path;
import java.util.List;

/** Decodes sound with ffmpeg, through a pipe. Thread-safe. */
public final class FfmpegAudioSource implements AudioSource {
  /**
   * One resampler does everything: it mixes down, puts silence before sound that starts late, cuts
   * off what comes before the presentation's start, and fills gaps from the length of a picture
   * (0.1 s unless told), so that sample n is always heard at n / 16000 s.
   */
  private static final String FILTER =
      "aresample=ochl=mono:osf=s16:async=1:min_hard_comp=0.04:first_pts=0:osr="
          + PcmFormat.SAMPLE_RATE;

  private final Ffmpeg ffmpeg;
  private final FfmpegProbe probe;

  public FfmpegAudioSource(Ffmpeg ffmpeg, FfmpegProbe probe) {
    this.ffmpeg = ffmpeg;
    this.probe = probe;
  }

  @Override
  public PcmStream open(Path media, MediaInfo info, Cancellation cancellation) {
    return new FfmpegPcmStream(
        ffmpeg.start(decoding(Ffmpeg.reading(media), info), cancellation),
        ffmpeg.limits().duration(),
        () -> SoundLength.declared(probe.streams(media, cancellation)));
  }

  @Override
  public PcmStream open(GrowingFile media, MediaInfo info, Cancellation cancellation) {
    return new FfmpegPcmStream(
        ffmpeg.start(decoding(Ffmpeg.readingPipe(), info), probe.inOrder(media), cancellation),
        ffmpeg.limits().duration(),
        () -> {
          media.awaitEnd();
          return SoundLength.declared(probe.streams(media.path(), cancellation));
        });
  }

  private static Ffmpeg.Job decoding(Ffmpeg.Job job, MediaInfo info) {
    return job.soundOnly(info.container())
        .toStdout("s16le", List.of("-map", "0:a:0", "-af", FILTER));
  }
}
