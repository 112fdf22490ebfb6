package dev.scripttrimmer.ffmpeg.cut;

import dev.scripttrimmer.ffmpeg.mp4.SampleTable;
import dev.scripttrimmer.ffmpeg.mp4.Track;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * When each picture of a video is shown, and where its stream can be taken apart.
 *
 * <p>Pictures have two numbers: their place in decoding order and their place in showing order.
 * Between two neighbours the stream is <em>closed</em> when everything decoded before is also shown
 * before: only there can it be cut without losing or tearing a picture. Where a closed place is
 * followed by a sync sample, decoding can start; this also rules out open GOPs, whose leading
 * pictures are decoded after their keyframe and shown before it.
 */
final class PictureIndex {
  /** Half a millisecond: Matroska rounds times to whole ones, and callers compute with doubles. */
  private static final double TOLERANCE = 0.0005;

  private final long timescale;
  private final double zero;
  private final long[] shown;
  private final BitSet closed;
  private final long end;

  private PictureIndex(long timescale, double zero, long[] shown, BitSet closed, long end) {
    this.timescale = timescale;
    this.zero = zero;
    this.shown = shown;
    this.closed = closed;
    this.end = end;
  }

  /**
   * @param zero the time stamp, in seconds, at which the file's presentation starts
   * @return empty when the track's edits hide pictures, or two pictures share a time
   */
  static Optional<PictureIndex> of(Track track, double zero) {
    SampleTable samples = track.samples();
    if (track.edit().isEmpty() || samples.count() == 0) {
      return Optional.empty();
    }
    Track.Edit edit = track.edit().get();
    long[] decoded = new long[samples.count()];
    for (int i = 0; i < decoded.length; i++) {
      decoded[i] = edit.presentation(samples.compositionTime(i));
    }
    long[] shown = decoded.clone();
    Arrays.sort(shown);
    // Movie timescales are coarse: an edit may seem to end some ticks before its last picture.
    long slack = track.timescale() / 100;
    long lastShown =
        edit.mediaEnd() == Long.MAX_VALUE ? Long.MAX_VALUE : edit.presentation(edit.mediaEnd());
    if (shown[0] < edit.delay() || shown[shown.length - 1] - slack > lastShown) {
      return Optional.empty();
    }
    for (int i = 1; i < shown.length; i++) {
      if (shown[i] == shown[i - 1]) {
        return Optional.empty();
      }
    }
    int last = shown.length - 1;
    long lastDuration = Math.max(1, samples.endTime() - samples.decodeTime(last));
    return Optional.of(
        new PictureIndex(
            track.timescale(),
            zero,
            shown,
            closedPlaces(decoded, shown),
            shown[last] + lastDuration));
  }

  private static BitSet closedPlaces(long[] decoded, long[] shown) {
    BitSet closed = new BitSet(decoded.length + 1);
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < decoded.length; i++) {
      if (i == 0 || latest == shown[i - 1]) {
        closed.set(i);
      }
      latest = Math.max(latest, decoded[i]);
    }
    closed.set(decoded.length);
    return closed;
  }

  int count() {
    return shown.length;
  }

  /**
   * Whether the pictures before {@code place} are the same in decoding and in showing order.
   *
   * @param place 0 to {@link #count()}
   */
  boolean isClosed(int place) {
    return closed.get(place);
  }

  /** The first picture, in showing order, at or after this second; {@link #count()} if none. */
  int firstAt(double second) {
    double ticks = (second - TOLERANCE + zero) * timescale;
    int found = Arrays.binarySearch(shown, (long) Math.ceil(ticks));
    return found >= 0 ? found : -found - 1;
  }

  /** When a picture is shown, in ticks; for {@link #count()}, when the last one ends. */
  long tick(int picture) {
    return picture < shown.length ? shown[picture] : end;
  }

  /** When a picture is shown, in seconds of the presentation. */
  double second(int picture) {
    return (double) tick(picture) / timescale - zero;
  }

  /** A time at which showing may start so that this picture is the first to come out. */
  double justBefore(int picture) {
    return picture == 0 ? 0 : (second(picture - 1) + second(picture)) / 2;
  }
}
