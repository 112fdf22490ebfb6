package dev.scripttrimmer.ffmpeg.mp4;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;

/**
 * The samples of a track in decoding order; times in ticks of the track's timescale, before edits.
 *
 * <p>ISO/IEC 14496-12, 8.6 and 8.7.
 */
public final class SampleTable {
  private final long[] offset;
  private final int[] size;
  private final long[] decode;
  private final int[] composition;
  private final BitSet sync;
  private final long end;

  private SampleTable(
      long[] offset, int[] size, long[] decode, int[] composition, BitSet sync, long end) {
    this.offset = offset;
    this.size = size;
    this.decode = decode;
    this.composition = composition;
    this.sync = sync;
    this.end = end;
  }

  public int count() {
    return size.length;
  }

  /** Where sample {@code i} lies in the file. */
  public long offset(int i) {
    return offset[i];
  }

  /** Bytes of sample {@code i}. */
  public int size(int i) {
    return size[i];
  }

  public long decodeTime(int i) {
    return decode[i];
  }

  public long compositionTime(int i) {
    return decode[i] + composition[i];
  }

  /** Decoding time at which the next sample would come. */
  public long endTime() {
    return end;
  }

  /** Whether decoding may start at sample {@code i}. */
  public boolean isSync(int i) {
    return sync.get(i);
  }

  /** The first byte after the last sample; 0 without samples. */
  long mediaEnd() {
    long last = 0;
    for (int i = 0; i < size.length; i++) {
      last = Math.max(last, offset[i] + size[i]);
    }
    return last;
  }

  /**
   * @param most samples; a few bytes can claim any number of them
   */
  static SampleTable read(Box stbl, int most) throws Mp4FormatException {
    int[] size = sizes(stbl.require("stsz").content(), most);
    long[] offset = offsets(stbl, size);
    long[] decode = new long[size.length];
    long end = decodeTimes(stbl.require("stts").content(), decode);
    return new SampleTable(
        offset,
        size,
        decode,
        compositionOffsets(stbl.find("ctts"), size.length),
        syncSamples(stbl.find("stss"), size.length),
        end);
  }

  private static int[] sizes(ByteBuffer stsz, int most) throws Mp4FormatException {
    stsz.getInt();
    int fixed = stsz.getInt();
    int count = count(stsz, fixed == 0 ? 4 : 0);
    if (count > most) {
      throw new Mp4FormatException("more samples than any video has");
    }
    int[] size = new int[count];
    for (int i = 0; i < size.length; i++) {
      size[i] = fixed == 0 ? stsz.getInt() : fixed;
      if (size[i] < 0) {
        throw new Mp4FormatException("a sample of more than 2 GiB");
      }
    }
    return size;
  }

  private static long[] offsets(Box stbl, int[] size) throws Mp4FormatException {
    Optional<Box> wide = stbl.find("co64");
    ByteBuffer chunks = (wide.isPresent() ? wide.get() : stbl.require("stco")).content();
    chunks.getInt();
    int chunkCount = count(chunks, wide.isPresent() ? 8 : 4);
    ByteBuffer runs = stbl.require("stsc").content();
    runs.getInt();
    int runCount = count(runs, 12);

    long[] offset = new long[size.length];
    int sample = 0;
    int perChunk = 0;
    int run = 0;
    int nextRunAt = runCount > 0 ? runs.getInt(8) : Integer.MAX_VALUE;
    for (int chunk = 1; chunk <= chunkCount && sample < size.length; chunk++) {
      if (chunk == nextRunAt) {
        perChunk = runs.getInt(8 + run * 12 + 4);
        run++;
        nextRunAt = run < runCount ? runs.getInt(8 + run * 12) : Integer.MAX_VALUE;
      }
      long at = wide.isPresent() ? chunks.getLong() : Integer.toUnsignedLong(chunks.getInt());
      for (int i = 0; i < perChunk && sample < size.length; i++) {
        offset[sample] = at;
        at += size[sample];
        sample++;
      }
    }
    if (sample < size.length) {
      throw new Mp4FormatException("samples without a place");
    }
    return offset;
  }

  private static long decodeTimes(ByteBuffer stts, long[] decode) throws Mp4FormatException {
    stts.getInt();
    int runs = count(stts, 8);
    long time = 0;
    int sample = 0;
    for (int run = 0; run < runs; run++) {
      long samples = Integer.toUnsignedLong(stts.getInt());
      long delta = Integer.toUnsignedLong(stts.getInt());
      for (long i = 0; i < samples && sample < decode.length; i++) {
        decode[sample++] = time;
        time += delta;
      }
    }
    if (sample < decode.length) {
      throw new Mp4FormatException("samples without a time");
    }
    return time;
  }

  private static int[] compositionOffsets(Optional<Box> ctts, int samples)
      throws Mp4FormatException {
    int[] offset = new int[samples];
    if (ctts.isEmpty()) {
      return offset;
    }
    ByteBuffer content = ctts.get().content();
    content.getInt();
    int runs = count(content, 8);
    int sample = 0;
    for (int run = 0; run < runs; run++) {
      long length = Integer.toUnsignedLong(content.getInt());
      // Version 0 says unsigned, yet files with negative offsets in it are common.
      int value = content.getInt();
      for (long i = 0; i < length && sample < samples; i++) {
        offset[sample++] = value;
      }
    }
    return offset;
  }

  private static BitSet syncSamples(Optional<Box> stss, int samples) throws Mp4FormatException {
    BitSet sync = new BitSet(samples);
    if (stss.isEmpty()) {
      sync.set(0, samples);
      return sync;
    }
    ByteBuffer content = stss.get().content();
    content.getInt();
    int entries = count(content, 4);
    for (int i = 0; i < entries; i++) {
      int number = content.getInt();
      if (number >= 1 && number <= samples) {
        sync.set(number - 1);
      }
    }
    return sync;
  }

  /** Reads a count, and refuses one that the box cannot hold. */
  private static int count(ByteBuffer content, int entrySize) throws Mp4FormatException {
    long count = Integer.toUnsignedLong(content.getInt());
    if (count * entrySize > content.remaining() || count > Integer.MAX_VALUE) {
      throw new Mp4FormatException("a table overruns its box");
    }
    return (int) count;
  }
}
