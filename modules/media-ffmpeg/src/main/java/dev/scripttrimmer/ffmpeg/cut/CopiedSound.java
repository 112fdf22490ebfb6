package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.ffmpeg.mp4.OutputTrack;
import dev.scripttrimmer.ffmpeg.mp4.SampleTable;
import dev.scripttrimmer.ffmpeg.mp4.Track;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Copies coded sound to the sample: whole packets are taken, with some before the start for the
 * decoder to settle on, and an edit says where in them the clip begins and ends.
 */
final class CopiedSound {
  private static final int SETTLING_PACKETS = 3;
  private static final int ISO_MP4A = 0x6D703461;

  private CopiedSound() {}

  /**
   * Whether the track is MPEG-4 audio described as in MP4; QuickTime's own descriptions do not
   * belong into an MP4 file.
   */
  static boolean isCopyable(Track track) {
    ByteBuffer entry = track.entry();
    int version = entry.limit() > 40 ? entry.getShort(16) : -1;
    return entry.getInt(4) == ISO_MP4A
        && version == 0
        && entry.getInt(40) == 0x65736473
        && track.entryCount() == 1
        && track.edit().isPresent()
        && track.samples().count() > 0;
  }

  /**
   * @param zero the time stamp, in seconds, at which the track's presentation starts
   * @param start second of the presentation that becomes 0
   * @param length seconds
   * @return without samples when the track has none in this stretch
   */
  static OutputTrack take(FileChannel file, Track track, double zero, double start, double length) {
    SampleTable samples = track.samples();
    Track.Edit edit = track.edit().orElseThrow();
    long timescale = track.timescale();
    long from = Math.round((start + zero) * timescale);
    long to = from + Math.round(length * timescale);
    int first = firstEndingAfter(samples, edit, from);
    int settled = Math.max(0, first - SETTLING_PACKETS);
    OutputTrack out = new OutputTrack("soun", timescale, track.describe());
    long end = from;
    for (int i = settled; i < samples.count(); i++) {
      long at = edit.presentation(samples.compositionTime(i));
      if (at >= to) {
        break;
      }
      out.add(file, samples.offset(i), samples.size(i), at - from, samples.isSync(i));
      end =
          edit.presentation(
              i + 1 < samples.count() ? samples.compositionTime(i + 1) : samples.endTime());
    }
    out.endAt(Math.min(end, to) - from);
    return out;
  }

  private static int firstEndingAfter(SampleTable samples, Track.Edit edit, long from) {
    int low = 0;
    int high = samples.count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      long end =
          middle + 1 < samples.count() ? samples.compositionTime(middle + 1) : samples.endTime();
      if (edit.presentation(end) > from) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
