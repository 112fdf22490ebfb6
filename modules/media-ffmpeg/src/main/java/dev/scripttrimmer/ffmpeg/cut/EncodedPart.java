package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.ffmpeg.mp4.Mp4FormatException;
import dev.scripttrimmer.ffmpeg.mp4.Mp4Index;
import dev.scripttrimmer.ffmpeg.mp4.OutputTrack;
import dev.scripttrimmer.ffmpeg.mp4.SampleTable;
import dev.scripttrimmer.ffmpeg.mp4.Track;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * One track that ffmpeg has written to an MP4 file of its own.
 *
 * @param file open for reading
 */
record EncodedPart(FileChannel file, Track track) implements AutoCloseable {

  /**
   * @return empty when nothing was encoded
   */
  static Optional<EncodedPart> open(Path path) throws IOException {
    try {
      Mp4Index index = Mp4Index.read(path);
      if (index.tracks().size() != 1
          || index.tracks().get(0).edit().isEmpty()
          || index.tracks().get(0).samples().count() == 0) {
        return Optional.empty();
      }
      return Optional.of(
          new EncodedPart(FileChannel.open(path, StandardOpenOption.READ), index.tracks().get(0)));
    } catch (Mp4FormatException e) {
      // Without a picture or a sound ffmpeg leaves a file without an index.
      return Optional.empty();
    }
  }

  SampleTable samples() {
    return track.samples();
  }

  /** When sample {@code i} is presented, in ticks. */
  long presentation(int i) {
    return track.edit().orElseThrow().presentation(samples().compositionTime(i));
  }

  /** Place in showing order of each sample. */
  int[] showingOrder() {
    long[] shown = new long[samples().count()];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = samples().compositionTime(i);
    }
    long[] sorted = shown.clone();
    Arrays.sort(sorted);
    int[] order = new int[shown.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = Arrays.binarySearch(sorted, shown[i]);
    }
    return order;
  }

  /** When the earliest sample is presented, in ticks. */
  long firstPresentation() {
    long first = Long.MAX_VALUE;
    for (int i = 0; i < samples().count(); i++) {
      first = Math.min(first, presentation(i));
    }
    return first;
  }

  /** When the last picture ends, in ticks. */
  long endOfPresentation() {
    int count = samples().count();
    long last = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      last = Math.max(last, presentation(i));
    }
    return last + Math.max(1, samples().endTime() - samples().decodeTime(count - 1));
  }

  double second(long ticks) {
    return (double) ticks / track.timescale();
  }

  /** All of it, from its first picture on. */
  OutputTrack pictures() {
    OutputTrack out = new OutputTrack("vide", track.timescale(), track.describe());
    long first = firstPresentation();
    SampleTable samples = samples();
    for (int i = 0; i < samples.count(); i++) {
      long time = presentation(i) - first;
      out.add(file, samples.offset(i), samples.size(i), time, samples.isSync(i));
    }
    out.endAt(endOfPresentation() - first);
    return out;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
