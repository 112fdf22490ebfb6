package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.ffmpeg.mp4.Mp4Writer;
import dev.scripttrimmer.ffmpeg.mp4.NalUnits;
import dev.scripttrimmer.ffmpeg.mp4.OutputTrack;
import dev.scripttrimmer.ffmpeg.mp4.SampleTable;
import dev.scripttrimmer.ffmpeg.mp4.Track;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * As little of a video as it takes to decode a few of its pictures: from the keyframe before them,
 * without those before them that no other picture refers to. Half of the pictures of a stream with
 * B-frames are such, and decoding up to a border costs as much as encoding it.
 *
 * @param path an MP4 file without sound
 * @param lead seconds that are only decoded, from the file's start to shortly before the first
 *     wanted picture
 */
record BorderSource(Path path, double lead) {

  /**
   * Writes {@code target}, which must not exist.
   *
   * @param part the wanted pictures
   */
  static BorderSource write(CopySource source, CutPlan.Part part, Path target) throws IOException {
    PictureIndex pictures = source.pictures();
    Track video = source.video();
    SampleTable samples = video.samples();
    Track.Edit edit = video.edit().orElseThrow();
    int entry = part.start();
    while (entry > 0 && !(pictures.isClosed(entry) && source.startsAfresh(entry))) {
      entry--;
    }
    long zero = pictures.tick(entry);
    long from = pictures.tick(part.start());
    long to = pictures.tick(part.end());
    OutputTrack out = new OutputTrack("vide", video.timescale(), video.describe());
    long end = to;
    int missing = part.pictures();
    // Entries are closed places: the same number in decoding and in showing order.
    for (int i = entry; missing > 0 && i < samples.count(); i++) {
      long time = edit.presentation(samples.compositionTime(i));
      boolean wanted = time >= from && time < to;
      if (wanted || NalUnits.isReferred(source.file(), samples, i, source.config())) {
        out.add(source.file(), samples.offset(i), samples.size(i), time - zero, samples.isSync(i));
        end = Math.max(end, time + 1);
        missing -= wanted ? 1 : 0;
      }
    }
    out.endAt(end - zero);
    Mp4Writer.write(target, List.of(out));
    double lead =
        part.start() == entry ? 0 : pictures.justBefore(part.start()) - pictures.second(entry);
    return new BorderSource(target, lead);
  }
}
