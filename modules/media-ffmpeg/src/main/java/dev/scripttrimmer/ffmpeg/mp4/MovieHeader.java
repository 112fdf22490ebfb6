package dev.scripttrimmer.ffmpeg.mp4;

import dev.scripttrimmer.ffmpeg.mp4.Mp4Writer.Chunk;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Composes {@code ftyp} and {@code moov} (ISO/IEC 14496-12, 8). */
final class MovieHeader {
  /** Divides into the usual frame and sample durations; 24 hours still fit into 32 bits. */
  private static final long TIMESCALE = 48_000;

  private static final int SELF_CONTAINED = 1;
  private static final int ENABLED_IN_MOVIE = 3;
  private static final int UNDETERMINED_LANGUAGE = 0x55C4;

  private final BoxWriter out = new BoxWriter();
  private final List<OutputTrack> tracks;
  private final List<Chunk> chunks;
  private final long[] offsets;
  private final boolean wide;

  private MovieHeader(List<OutputTrack> tracks, List<Chunk> chunks, long[] offsets, boolean wide) {
    this.tracks = tracks;
    this.chunks = chunks;
    this.offsets = offsets;
    this.wide = wide;
  }

  /**
   * @param offsets where each chunk lies in the new file
   * @param wide whether offsets need 64 bits
   */
  static byte[] compose(
      List<OutputTrack> tracks, List<Chunk> chunks, long[] offsets, boolean wide) {
    return new MovieHeader(tracks, chunks, offsets, wide).compose();
  }

  private byte[] compose() {
    out.box("ftyp", () -> out.letters("isom").int32(0x200).letters("isomiso2avc1mp41"));
    out.box(
        "moov",
        () -> {
          long duration = tracks.stream().mapToLong(MovieHeader::movieEnd).max().orElse(0);
          out.fullBox("mvhd", 0, 0, () -> movie(duration));
          for (int t = 0; t < tracks.size(); t++) {
            int number = t;
            out.box("trak", () -> track(number));
          }
        });
    return out.toByteArray();
  }

  private void movie(long duration) {
    out.int32(0).int32(0).int32(TIMESCALE).int32(duration);
    out.int32(0x10000).int16(0x100).zeros(10);
    matrix();
    out.zeros(24).int32(tracks.size() + 1);
  }

  private void track(int number) {
    OutputTrack track = tracks.get(number);
    boolean sound = track.handler().equals("soun");
    out.fullBox(
        "tkhd",
        0,
        ENABLED_IN_MOVIE,
        () -> {
          out.int32(0).int32(0).int32(number + 1).int32(0).int32(movieEnd(track));
          out.zeros(8).int16(0).int16(0).int16(sound ? 0x100 : 0).int16(0);
          matrix();
          out.int32(sound ? 0 : dimension(track, 32)).int32(sound ? 0 : dimension(track, 34));
        });
    out.box("edts", () -> edits(track));
    out.box("mdia", () -> media(number, track, sound));
  }

  /** Width or height of a picture as a 16.16 number, from the sample description. */
  private static long dimension(OutputTrack track, int at) {
    return (long) Short.toUnsignedInt(ByteBuffer.wrap(track.entry()).getShort(at)) << 16;
  }

  private void edits(OutputTrack track) {
    long delay = movieTicks(track, track.delay());
    out.fullBox(
        "elst",
        0,
        0,
        () -> {
          out.int32(delay > 0 ? 2 : 1);
          if (delay > 0) {
            out.int32(delay).int32(-1).int32(0x10000);
          }
          out.int32(movieEnd(track) - delay).int32(track.mediaStart()).int32(0x10000);
        });
  }

  private void media(int number, OutputTrack track, boolean sound) {
    out.fullBox(
        "mdhd",
        0,
        0,
        () -> {
          out.int32(0).int32(0).int32(track.timescale()).int32(track.mediaDuration());
          out.int16(UNDETERMINED_LANGUAGE).int16(0);
        });
    out.fullBox(
        "hdlr", 0, 0, () -> out.int32(0).letters(track.handler()).zeros(12).letters("handler\0"));
    out.box(
        "minf",
        () -> {
          if (sound) {
            out.fullBox("smhd", 0, 0, () -> out.zeros(4));
          } else {
            out.fullBox("vmhd", 0, 1, () -> out.zeros(8));
          }
          out.box(
              "dinf",
              () ->
                  out.fullBox(
                      "dref",
                      0,
                      0,
                      () -> out.int32(1).fullBox("url ", 0, SELF_CONTAINED, () -> {})));
          out.box("stbl", () -> sampleTable(number, track));
        });
  }

  private void sampleTable(int number, OutputTrack track) {
    int count = track.count();
    out.fullBox("stsd", 0, 0, () -> out.int32(1).raw(track.entry()));
    out.fullBox("stts", 0, 0, () -> runs(count, track::duration));
    if (!isConstant(count, track::compositionOffset, 0)) {
      out.fullBox("ctts", 0, 0, () -> runs(count, track::compositionOffset));
    }
    if (!track.allSync()) {
      out.fullBox("stss", 0, 0, () -> syncSamples(track));
    }
    out.fullBox("stsc", 0, 0, () -> chunkRuns(number));
    out.fullBox(
        "stsz",
        0,
        0,
        () -> {
          out.int32(0).int32(count);
          for (int i = 0; i < count; i++) {
            out.int32(track.size(i));
          }
        });
    out.fullBox(wide ? "co64" : "stco", 0, 0, () -> chunkOffsets(number));
  }

  /** A run-length coded table of the values for 0 to {@code count}. */
  private void runs(int count, IntToLongFunction value) {
    BoxWriter runs = new BoxWriter();
    int entries = 0;
    int start = 0;
    for (int i = 1; i <= count; i++) {
      if (i == count || value.applyAsLong(i) != value.applyAsLong(start)) {
        runs.int32(i - start).int32(value.applyAsLong(start));
        entries++;
        start = i;
      }
    }
    out.int32(entries).raw(runs.toByteArray());
  }

  private static boolean isConstant(int count, IntToLongFunction value, long expected) {
    for (int i = 0; i < count; i++) {
      if (value.applyAsLong(i) != expected) {
        return false;
      }
    }
    return true;
  }

  private void syncSamples(OutputTrack track) {
    BoxWriter numbers = new BoxWriter();
    for (int i = 0; i < track.count(); i++) {
      if (track.isSync(i)) {
        numbers.int32(i + 1L);
      }
    }
    out.int32(numbers.size() / 4).raw(numbers.toByteArray());
  }

  private void chunkRuns(int number) {
    BoxWriter runs = new BoxWriter();
    int entries = 0;
    int chunkNumber = 0;
    int last = 0;
    for (Chunk chunk : chunks) {
      if (chunk.track() == number) {
        chunkNumber++;
        if (chunk.count() != last) {
          runs.int32(chunkNumber).int32(chunk.count()).int32(1);
          entries++;
          last = chunk.count();
        }
      }
    }
    out.int32(entries).raw(runs.toByteArray());
  }

  private void chunkOffsets(int number) {
    BoxWriter places = new BoxWriter();
    int entries = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (chunks.get(i).track() == number) {
        entries++;
        if (wide) {
          places.int64(offsets[i]);
        } else {
          places.int32(offsets[i]);
        }
      }
    }
    out.int32(entries).raw(places.toByteArray());
  }

  private static long movieEnd(OutputTrack track) {
    return movieTicks(track, track.end());
  }

  /** Rounded up: a presentation cut a tick short would lose its last picture. */
  private static long movieTicks(OutputTrack track, long ticks) {
    return Math.floorDiv(ticks * TIMESCALE + track.timescale() - 1, track.timescale());
  }

  private void matrix() {
    out.int32(0x10000).zeros(12).int32(0x10000).zeros(12).int32(0x40000000);
  }
}
