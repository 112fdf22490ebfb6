package dev.scripttrimmer.ffmpeg.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One track of an MP4 file.
 *
 * @param id as the file numbers it
 * @param handler {@code vide}, {@code soun} or another
 * @param timescale ticks a second, more than 0
 * @param entryCount sample descriptions; more than one means that parameters change on the way
 * @param entry the first sample description, a whole box
 * @param upright whether pictures are shown as they are stored, neither turned nor mirrored
 * @param edit how media time becomes presentation time; empty when the edits are not simple
 */
public record Track(
    int id,
    String handler,
    long timescale,
    int entryCount,
    ByteBuffer entry,
    boolean upright,
    Optional<Edit> edit,
    SampleTable samples) {

  /**
   * The presentation starts {@code delay} ticks late and then shows the media from {@code
   * mediaStart} to {@code mediaEnd}.
   *
   * @param delay track ticks
   * @param mediaStart composition time, track ticks
   * @param mediaEnd composition time, track ticks
   */
  public record Edit(long delay, long mediaStart, long mediaEnd) {
    /** When a sample of this composition time is presented, in track ticks. */
    public long presentation(long compositionTime) {
      return compositionTime - mediaStart + delay;
    }
  }

  /** Such as {@code avc1} or {@code mp4a}. */
  public String codec() {
    return Box.type(entry, 4);
  }

  /** The sample description, for a track of another file. */
  public byte[] describe() {
    byte[] bytes = new byte[entry.limit()];
    entry.get(0, bytes);
    return bytes;
  }

  static Track read(Box trak, long movieTimescale, int mostSamples) throws Mp4FormatException {
    Box mdia = trak.require("mdia");
    ByteBuffer mdhd = mdia.require("mdhd").content();
    long timescale = Integer.toUnsignedLong(mdhd.getInt(version(mdhd) == 1 ? 20 : 12));
    if (timescale == 0) {
      throw new Mp4FormatException("a track without a timescale");
    }
    Box stbl = mdia.require("minf", "stbl");
    ByteBuffer stsd = stbl.require("stsd").content();
    List<Box> entries = Box.parse(stsd.slice(8, stsd.limit() - 8));
    if (entries.isEmpty()) {
      throw new Mp4FormatException("a track without a sample description");
    }
    ByteBuffer tkhd = trak.require("tkhd").content();
    boolean wide = version(tkhd) == 1;
    return new Track(
        tkhd.getInt(wide ? 20 : 12),
        Box.type(mdia.require("hdlr").content(), 8),
        timescale,
        entries.size(),
        entries.get(0).whole(),
        isIdentity(tkhd, wide ? 52 : 40),
        edit(trak.find("edts", "elst"), movieTimescale, timescale),
        SampleTable.read(stbl, mostSamples));
  }

  /** Understands no edit, one edit, and one edit after an empty one; at normal speed. */
  private static Optional<Edit> edit(Optional<Box> elst, long movieTimescale, long timescale) {
    Edit all = new Edit(0, 0, Long.MAX_VALUE);
    if (elst.isEmpty()) {
      return Optional.of(all);
    }
    ByteBuffer content = elst.get().content();
    boolean wide = version(content) == 1;
    content.getInt();
    int count = content.getInt();
    if (count == 0) {
      return Optional.of(all);
    }
    long delay = 0;
    for (int i = 0; i < count; i++) {
      long duration = wide ? content.getLong() : Integer.toUnsignedLong(content.getInt());
      long mediaTime = wide ? content.getLong() : content.getInt();
      boolean normalSpeed = content.getInt() == 0x10000;
      long ticks = Math.round((double) duration * timescale / movieTimescale);
      if (mediaTime >= 0) {
        boolean last = i == count - 1;
        // A fragmented file writes 0 for a length that it does not know yet.
        long end = duration == 0 ? Long.MAX_VALUE : mediaTime + ticks;
        return last && normalSpeed
            ? Optional.of(new Edit(delay, mediaTime, end))
            : Optional.empty();
      }
      delay += ticks;
    }
    return Optional.empty();
  }

  private static int version(ByteBuffer fullBox) {
    return fullBox.get(0);
  }

  private static boolean isIdentity(ByteBuffer tkhd, int at) {
    return tkhd.getInt(at) == 0x10000
        && tkhd.getInt(at + 4) == 0
        && tkhd.getInt(at + 12) == 0
        && tkhd.getInt(at + 16) == 0x10000;
  }
}
