package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.ffmpeg.mp4.AvcConfig;
import dev.scripttrimmer.ffmpeg.mp4.Mp4FormatException;
import dev.scripttrimmer.ffmpeg.mp4.Mp4Index;
import dev.scripttrimmer.ffmpeg.mp4.SequenceParameters;
import dev.scripttrimmer.ffmpeg.mp4.Track;
import dev.scripttrimmer.ffmpeg.probe.FfmpegProbe;
import dev.scripttrimmer.ffmpeg.probe.MediaStreams;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.run.EncodingProgress;
import dev.scripttrimmer.ffmpeg.run.ExitCodes;
import dev.scripttrimmer.ffmpeg.run.Ffmpeg;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.bramp.ffmpeg.probe.FFmpegStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out, before anything is cut, whether a video's pictures can be copied. */
final class CopySourceOpener {
  private static final Logger LOG = LoggerFactory.getLogger(CopySourceOpener.class);

  private static final Set<String> PIXEL_FORMATS = Set.of("yuv420p", "yuvj420p");
  private static final int NAL_LENGTH_SIZE = 4;

  private final Ffmpeg ffmpeg;
  private final FfmpegProbe probe;

  CopySourceOpener(Ffmpeg ffmpeg, FfmpegProbe probe) {
    this.ffmpeg = ffmpeg;
    this.probe = probe;
  }

  /**
   * Opens {@code media}, or a copy of it in another container made in {@code scratch}.
   *
   * @return empty when clips must be encoded in full; the log says why
   * @throws dev.scripttrimmer.domain.TrimException when rewrapping fails for want of room or time
   */
  Optional<CopySource> open(
      Path media, MediaStreams streams, Scratch scratch, Cancellation cancellation)
      throws IOException {
    try {
      FFmpegStream stream = streams.video().orElseThrow(() -> new NotCopyableException("no video"));
      requireStream(stream);
      switch (streams.container()) {
        case "mov":
          Mp4Index index = Mp4Index.read(media);
          return Optional.of(
              index.fragmented()
                  ? rewrapped(media, streams, scratch, cancellation)
                  : direct(media, index, streams.zero(), stream, streams.audio()));
        case "matroska":
          return Optional.of(rewrapped(media, streams, scratch, cancellation));
        default:
          throw new NotCopyableException("container " + streams.container());
      }
    } catch (NotCopyableException | Mp4FormatException e) {
      LOG.info("clips are encoded in full reason=\"{}\"", e.getMessage());
      return Optional.empty();
    }
  }

  private static void requireStream(FFmpegStream stream) throws NotCopyableException {
    require("h264".equals(stream.getCodecName()), "codec " + stream.getCodecName());
    require(PIXEL_FORMATS.contains(stream.getPixFmt()), "pixels " + stream.getPixFmt());
  }

  private CopySource rewrapped(
      Path media, MediaStreams streams, Scratch scratch, Cancellation cancellation)
      throws IOException, NotCopyableException {
    Path copy = scratch.newFile();
    List<String> options = new ArrayList<>(List.of("-map", "0:V:0", "-c", "copy"));
    if (streams.audio().filter(a -> "aac".equals(a.getCodecName())).isPresent()) {
      options.addAll(List.of("-map", "0:a:0"));
    }
    options.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
    Ffmpeg.Job job = Ffmpeg.reading(media).to(copy, "mp4", options);
    Exit exit = ffmpeg.run(job, EncodingProgress.IGNORED, cancellation);
    if (!exit.ok()) {
      if (exit.diskFull() || exit.overLimit()) {
        throw ExitCodes.failure(exit, "rewrap");
      }
      throw new NotCopyableException("it cannot be rewrapped");
    }
    MediaStreams copied = probe.streams(copy, cancellation);
    FFmpegStream stream =
        copied.video().orElseThrow(() -> new NotCopyableException("it cannot be rewrapped"));
    // ffmpeg has already moved the presentation's start to time stamp 0.
    return direct(copy, Mp4Index.read(copy), 0, stream, copied.audio());
  }

  private static CopySource direct(
      Path path, Mp4Index index, double zero, FFmpegStream stream, Optional<FFmpegStream> audio)
      throws IOException, NotCopyableException {
    Track video =
        track(index, Optional.of(stream)).orElseThrow(() -> new NotCopyableException("no track"));
    require(video.entryCount() == 1, "several sample descriptions");
    require(video.upright(), "turned pictures");
    AvcConfig config = AvcConfig.of(video).orElseThrow(() -> new NotCopyableException("no avcC"));
    require(config.lengthSize() == NAL_LENGTH_SIZE, "short NAL lengths");
    require(config.sequenceSets().size() == 1, "several sequence parameter sets");
    SequenceParameters sequence = config.sequences().get(0);
    require(sequence.framesOnly(), "interlaced");
    require(sequence.bitDepth() == 8 && sequence.chromaFormat() == 1, "more than 8 bit 4:2:0");
    require(X264Twin.imitates(sequence), "profile " + sequence.profile());
    PictureIndex pictures =
        PictureIndex.of(video, zero)
            .orElseThrow(() -> new NotCopyableException("edits hide pictures"));
    return new CopySource(
        path,
        FileChannel.open(path, StandardOpenOption.READ),
        zero,
        video,
        config,
        sequence,
        pictures,
        track(index, audio).filter(CopiedSound::isCopyable));
  }

  /** ffprobe shows a track's number as {@code 0x1}. */
  private static Optional<Track> track(Mp4Index index, Optional<FFmpegStream> stream) {
    return stream
        .map(FFmpegStream::getId)
        .filter(id -> id.matches("0x[0-9a-f]{1,7}"))
        .flatMap(id -> index.track(Integer.decode(id)));
  }

  private static void require(boolean condition, String otherwise) throws NotCopyableException {
    if (!condition) {
      throw new NotCopyableException(otherwise);
    }
  }

  /** Says why pictures cannot be copied. */
  private static final class NotCopyableException extends Exception {
    private static final long serialVersionUID = 1L;

    NotCopyableException(String reason) {
      super(reason);
    }
  }
}
