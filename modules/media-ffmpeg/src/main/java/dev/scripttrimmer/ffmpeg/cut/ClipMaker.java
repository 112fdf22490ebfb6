package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TimeSpan;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.ClipCutter.Clip;
import dev.scripttrimmer.domain.media.ClipCutter.ClipOrder;
import dev.scripttrimmer.ffmpeg.mp4.Mp4Writer;
import dev.scripttrimmer.ffmpeg.mp4.OutputTrack;
import dev.scripttrimmer.ffmpeg.probe.MediaStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.bramp.ffmpeg.probe.FFmpegStream;
import org.apache.commons.lang3.math.Fraction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes clips of one video. */
final class ClipMaker {
  private static final Logger LOG = LoggerFactory.getLogger(ClipMaker.class);

  /** Containers that lead to the keyframe before a time, give or take some pictures. */
  private static final Set<String> INDEXED = Set.of("mov", "matroska");

  private static final double INDEXED_LEAD_SECONDS = 0.5;

  /** In others a search ends anywhere; GOPs are rarely longer than this. */
  private static final double LEAD_SECONDS = 15;

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
    EncodedPart part = encode(span, lead(), opened, progress, cancellation);
    if (source.isPresent() && part.samples().count() != countIn(span)) {
      LOG.info("a clip is encoded again, decoding from the video's start");
      part = encode(span, span.start(), opened, progress, cancellation);
    }
    double start = PictureEncoder.origin(span.start()) + part.second(part.firstPresentation());
    double end = PictureEncoder.origin(span.start()) + part.second(part.endOfPresentation());
    return new Pictures(part.pictures(), span(start, end));
  }

  /** How many pictures there should be; known only with an index. */
  private int countIn(TimeSpan span) {
    PictureIndex index = source.orElseThrow().pictures();
    return index.firstAt(span.end()) - index.firstAt(span.start());
  }

  private double lead() {
    return INDEXED.contains(streams.container()) ? INDEXED_LEAD_SECONDS : LEAD_SECONDS;
  }

  private EncodedPart encode(
      TimeSpan span,
      double lead,
      List<EncodedPart> opened,
      CutProgress progress,
      Cancellation cancellation)
      throws IOException {
    Path target = scratch.newFile();
    try {
      encode(span, lead, settings.encoder(), target, progress, cancellation);
    } catch (TrimException e) {
      if (settings.encoder() == VideoEncoder.X264 || e.code() != ErrorCode.MEDIA_CORRUPT) {
        throw e;
      }
      LOG.warn("the graphics card does not encode this video; the processor does");
      encode(span, lead, VideoEncoder.X264, target, progress, cancellation);
    }
    EncodedPart part =
        EncodedPart.open(target)
            .orElseThrow(
                () ->
                    new TrimException(
                        ErrorCode.MEDIA_CORRUPT,
                        "The video is damaged: a clip of it has no pictures."));
    opened.add(part);
    return part;
  }

  private void encode(
      TimeSpan span,
      double lead,
      VideoEncoder with,
      Path target,
      CutProgress progress,
      Cancellation cancellation) {
    double rate =
        streams.video().map(FFmpegStream::getAvgFrameRate).map(Fraction::doubleValue).orElse(0.0);
    encoder.full(
        media,
        streams,
        span,
        lead,
        with,
        settings.quality(),
        target,
        progress.of(span.length(), Math.max(1, (int) (span.length() * rate))),
        cancellation);
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
    encoder.sound(media, streams, span.start(), span.end(), file, cancellation);
    Optional<EncodedPart> part = EncodedPart.open(file);
    part.ifPresent(opened::add);
    return part.map(p -> CopiedSound.take(p.file(), p.track(), 0, 0, span.length()));
  }

  private static TimeSpan span(double start, double end) {
    return new TimeSpan(Math.max(0, start), Math.max(0, end));
  }
}
