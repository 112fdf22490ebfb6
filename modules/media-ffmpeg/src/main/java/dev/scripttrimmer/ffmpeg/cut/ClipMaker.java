package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.ClipCutter.Clip;
import dev.scripttrimmer.domain.media.ClipCutter.ClipOrder;
import dev.scripttrimmer.ffmpeg.mp4.Mp4Writer;
import dev.scripttrimmer.ffmpeg.mp4.OutputTrack;
import dev.scripttrimmer.ffmpeg.mp4.SampleTable;
import dev.scripttrimmer.ffmpeg.probe.MediaStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.bramp.ffmpeg.probe.FFmpegStream;
import org.apache.commons.lang3.math.Fraction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes clips of one video. */
final class ClipMaker {
  private static final Logger LOG = LoggerFactory.getLogger(ClipMaker.class);

  private final Path media;
  private final MediaStreams streams;
  private final Optional<CopySource> source;
  private final Scratch scratch;
  private final CutSettings settings;
  private final PictureEncoder encoder;

  /**
   * @param source empty when all clips are encoded in full
   */
  ClipMaker(
      Path media,
      MediaStreams streams,
      Optional<CopySource> source,
      Scratch scratch,
      CutSettings settings,
      PictureEncoder encoder) {
    this.media = media;
    this.streams = streams;
    this.source = source;
    this.scratch = scratch;
    this.settings = settings;
    this.encoder = encoder;
  }

  /** The pictures of a clip, and where in the presentation they are. */
  private record Pictures(OutputTrack track, TimeSpan span) {}

  Clip make(ClipOrder order, CutProgress progress, Cancellation cancellation) throws IOException {
    List<EncodedPart> opened = new ArrayList<>();
    Path draft = scratch.newFile();
    try {
      Pictures pictures = pictures(order.span(), opened, progress, cancellation);
      List<OutputTrack> tracks = new ArrayList<>(List.of(pictures.track()));
      sound(pictures.span(), opened, cancellation)
          .filter(t -> t.count() > 0)
          .ifPresent(tracks::add);
      long size = Mp4Writer.write(draft, tracks);
      Files.move(draft, order.target(), StandardCopyOption.REPLACE_EXISTING);
      return new Clip(order.target(), pictures.span(), size);
    } finally {
      for (EncodedPart part : opened) {
        part.close();
      }
      scratch.clear(source.map(CopySource::path));
    }
  }

  private Pictures pictures(
      TimeSpan span, List<EncodedPart> opened, CutProgress progress, Cancellation cancellation)
      throws IOException {
    if (source.isPresent()) {
      CutPlan plan = plan(source.get(), span);
      if (plan.copies()) {
        try {
          return joined(source.get(), plan, opened, progress, cancellation);
        } catch (InexactCutException e) {
          LOG.info("a clip is encoded in full reason=\"{}\"", e.getMessage());
        }
      }
    }
    return encoded(span, opened, progress, cancellation);
  }

  private CutPlan plan(CopySource from, TimeSpan span) {
    PictureIndex index = from.pictures();
    int start = Math.min(index.firstAt(span.start()), index.count() - 1);
    int end = Math.max(start + 1, index.firstAt(span.end()));
    return switch (settings.mode()) {
      case EXACT -> CutPlan.exact(index, start, end, from::startsAfresh);
      case FAST -> CutPlan.fast(index, start, end, from::startsAfresh);
    };
  }

  private Pictures joined(
      CopySource from,
      CutPlan plan,
      List<EncodedPart> opened,
      CutProgress progress,
      Cancellation cancellation)
      throws IOException, InexactCutException {
    PictureIndex index = from.pictures();
    TimeSpan shown = span(index.second(plan.start()), index.second(plan.end()));
    OutputTrack track =
        new JoinedPictures(encoder, settings.quality())
            .join(
                from,
                plan,
                scratch,
                opened,
                progress.of(shown.length(), plan.encodedPictures()),
                cancellation);
    return new Pictures(track, shown);
  }

  private Pictures encoded(
      TimeSpan span, List<EncodedPart> opened, CutProgress progress, Cancellation cancellation)
      throws IOException {
    EncodedPart part = EncodedPart.open(encode(span, progress, cancellation));
    opened.add(part);
    SampleTable samples = part.samples();
    long timescale = part.track().timescale();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < samples.count(); i++) {
      first = Math.min(first, part.presentation(i));
      last = Math.max(last, part.presentation(i));
    }
    if (samples.count() == 0) {
      throw new TrimException(
          ErrorCode.MEDIA_CORRUPT, "The video is damaged: a clip of it has no pictures.");
    }
    byte[] entry = new byte[part.track().entry().limit()];
    part.track().entry().get(0, entry);
    OutputTrack track = new OutputTrack("vide", timescale, entry);
    for (int i = 0; i < samples.count(); i++) {
      long time = part.presentation(i) - first;
      track.add(part.file(), samples.offset(i), samples.size(i), time, samples.isSync(i));
    }
    long lastDuration = samples.endTime() - samples.decodeTime(samples.count() - 1);
    long length = last - first + Math.max(1, lastDuration);
    track.endAt(length);
    double start = PictureEncoder.origin(span.start()) + (double) first / timescale;
    return new Pictures(track, span(start, start + (double) length / timescale));
  }

  private Path encode(TimeSpan span, CutProgress progress, Cancellation cancellation) {
    double rate =
        streams.video().map(FFmpegStream::getAvgFrameRate).map(Fraction::doubleValue).orElse(0.0);
    int pictures = Math.max(1, (int) (span.length() * rate));
    VideoEncoder chosen = settings.encoder();
    while (true) {
      Path target = scratch.newFile();
      try {
        encoder.full(
            media,
            span.start(),
            span.end(),
            chosen,
            settings.quality(),
            target,
            progress.of(span.length(), pictures),
            cancellation);
        return target;
      } catch (TrimException e) {
        if (chosen == VideoEncoder.X264 || e.code() != ErrorCode.MEDIA_CORRUPT) {
          throw e;
        }
        LOG.warn("the graphics card does not encode this video; the processor does");
        chosen = VideoEncoder.X264;
      }
    }
  }

  private Optional<OutputTrack> sound(
      TimeSpan span, List<EncodedPart> opened, Cancellation cancellation) throws IOException {
    if (streams.audio().isEmpty()) {
      return Optional.empty();
    }
    if (source.flatMap(CopySource::audio).isPresent()) {
      CopySource from = source.get();
      return Optional.of(
          CopiedSound.take(
              from.file(), from.audio().get(), from.zero(), span.start(), span.length()));
    }
    Path file = scratch.newFile();
    encoder.sound(media, span.start(), span.end(), file, cancellation);
    EncodedPart part = EncodedPart.open(file);
    opened.add(part);
    return Optional.of(CopiedSound.take(part.file(), part.track(), 0, 0, span.length()));
  }

  private static TimeSpan span(double start, double end) {
    return new TimeSpan(Math.max(0, start), Math.max(0, end));
  }
}
