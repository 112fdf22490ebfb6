package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.ffmpeg.mp4.AvcConfig;
import dev.scripttrimmer.ffmpeg.mp4.NalUnits;
import dev.scripttrimmer.ffmpeg.mp4.SequenceParameters;
import dev.scripttrimmer.ffmpeg.mp4.Track;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A video whose pictures can be copied: H.264 in MP4, of which every sample's place is known.
 *
 * @param path of the file
 * @param file the same, open for reading
 * @param zero the time stamp, in seconds, at which the presentation starts
 * @param video its pictures
 * @param config how its pictures are decoded
 * @param sequence the one sequence parameter set of {@code config}
 * @param pictures when they are shown
 * @param audio its sound, when that can be copied
 */
record CopySource(
    Path path,
    FileChannel file,
    double zero,
    Track video,
    AvcConfig config,
    SequenceParameters sequence,
    PictureIndex pictures,
    Optional<Track> audio)
    implements AutoCloseable {

  /** Whether a picture in a closed place is a keyframe that needs nothing from before. */
  boolean startsAfresh(int picture) {
    return video.samples().isSync(picture) && entry(picture) == NalUnits.Entry.FRESH;
  }

  /** Whether keyframes between these places bring parameters of their own. */
  boolean changesParameters(int start, int end) {
    for (int i = start; i < end; i++) {
      if (video.samples().isSync(i) && entry(i) == NalUnits.Entry.OTHER_PARAMETERS) {
        return true;
      }
    }
    return false;
  }

  private NalUnits.Entry entry(int sample) {
    try {
      return NalUnits.entry(file, video.samples(), sample, config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
