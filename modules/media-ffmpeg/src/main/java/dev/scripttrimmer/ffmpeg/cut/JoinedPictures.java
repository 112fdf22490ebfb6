package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.ffmpeg.mp4.AvcConfig;
import dev.scripttrimmer.ffmpeg.mp4.OutputTrack;
import dev.scripttrimmer.ffmpeg.mp4.SampleTable;
import dev.scripttrimmer.ffmpeg.run.EncodingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a clip's pictures from copied and encoded parts of one source. */
final class JoinedPictures {
  private final PictureEncoder encoder;
  private final EncodingQuality quality;

  JoinedPictures(PictureEncoder encoder, EncodingQuality quality) {
    this.encoder = encoder;
    this.quality = quality;
  }

  /**
   * Encodes what the plan does not copy, and lists the samples of the clip.
   *
   * @param opened gets what must be closed once the clip is written
   * @throws InexactCutException when an encoded part has other pictures than were asked for, or
   *     does not fit to the source's parameters
   */
  OutputTrack join(
      CopySource source,
      CutPlan plan,
      Scratch scratch,
      List<EncodedPart> opened,
      EncodingProgress progress,
      Cancellation cancellation)
      throws IOException, InexactCutException {
    int parameterSet =
        source.config().freeId().orElseThrow(() -> new InexactCutException("no free number"));
    AvcConfig config = source.config();
    List<CutPlan.Part> parts = plan.parts();
    List<EncodedPart> encoded = new ArrayList<>();
    for (CutPlan.Part part : parts) {
      if (part.copied()) {
        if (source.changesParameters(part.start(), part.end())) {
          throw new InexactCutException("parameters change");
        }
        encoded.add(null);
        continue;
      }
      BorderSource border = BorderSource.write(source, part, scratch.newFile());
      Path file = scratch.newFile();
      encoder.twin(
          border,
          part.pictures(),
          source.sequence(),
          parameterSet,
          quality,
          file,
          progress,
          cancellation);
      EncodedPart open =
          EncodedPart.open(file).orElseThrow(() -> new InexactCutException("no pictures"));
      opened.add(open);
      encoded.add(open);
      if (open.samples().count() != part.pictures()) {
        throw new InexactCutException(
            open.samples().count() + " pictures in place of " + part.pictures());
      }
      AvcConfig twin =
          AvcConfig.of(open.track()).orElseThrow(() -> new InexactCutException("no avcC"));
      config = config.join(twin).orElseThrow(() -> new InexactCutException("parameters clash"));
    }
    OutputTrack out =
        new OutputTrack("vide", source.video().timescale(), config.describe(source.video()));
    long zero = source.pictures().tick(plan.start());
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).copied()) {
        addCopied(out, source, parts.get(i), zero);
      } else {
        addEncoded(out, source.pictures(), encoded.get(i), parts.get(i).start(), zero);
      }
    }
    out.endAt(source.pictures().tick(plan.end()) - zero);
    return out;
  }

  private static void addCopied(OutputTrack out, CopySource source, CutPlan.Part part, long zero) {
    SampleTable samples = source.video().samples();
    // Both ends are closed places: the same numbers in decoding and in showing order.
    for (int i = part.start(); i < part.end(); i++) {
      long time = source.video().edit().orElseThrow().presentation(samples.compositionTime(i));
      out.add(source.file(), samples.offset(i), samples.size(i), time - zero, samples.isSync(i));
    }
  }

  /** The n-th picture shown takes the source's time for it, whatever time the encoder gave it. */
  private static void addEncoded(
      OutputTrack out, PictureIndex pictures, EncodedPart part, int first, long zero) {
    int[] order = part.showingOrder();
    SampleTable samples = part.samples();
    for (int i = 0; i < order.length; i++) {
      long time = pictures.tick(first + order[i]) - zero;
      out.add(part.file(), samples.offset(i), samples.size(i), time, samples.isSync(i));
    }
  }
}
