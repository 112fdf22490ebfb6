package dev.scripttrimmer.ffmpeg.mp4;

import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A track to be written: samples that lie in other files, in decoding order, each with the time at
 * which it is to be presented. Time 0 is the start of the new file; what is presented before it is
 * decoded and not shown.
 */
public final class OutputTrack {
  private final String handler;
  private final long timescale;
  private final byte[] entry;
  private final List<FileChannel> files = new ArrayList<>();
  private final BitSet sync = new BitSet();
  private int[] file = new int[1024];
  private long[] offset = new long[1024];
  private int[] size = new int[1024];
  private long[] presentation = new long[1024];
  private int count;
  private long end;
  private long[] decode;
  private long lag;

  /**
   * @param handler {@code vide} or {@code soun}
   * @param timescale ticks a second
   * @param entry the sample description, a whole box
   */
  public OutputTrack(String handler, long timescale, byte[] entry) {
    this.handler = handler;
    this.timescale = timescale;
    this.entry = entry.clone();
  }

  /**
   * @param from an open file; must stay open until the track is written
   * @param at where the sample lies
   * @param length bytes
   * @param time when it is presented, in ticks; no two samples share one
   * @param isSync whether decoding may start here
   */
  public void add(FileChannel from, long at, int length, long time, boolean isSync) {
    if (count == size.length) {
      grow();
    }
    if (files.isEmpty() || files.get(files.size() - 1) != from) {
      files.add(from);
    }
    file[count] = files.size() - 1;
    offset[count] = at;
    size[count] = length;
    presentation[count] = time;
    sync.set(count, isSync);
    count++;
  }

  /** Says that all samples are added, and when the presentation ends, in ticks. */
  public void endAt(long ticks) {
    end = ticks;
    assignDecodingTimes();
  }

  public int count() {
    return count;
  }

  /**
   * Samples are decoded at the times at which samples are presented, only earlier, by just so much
   * that none is presented before it is decoded.
   */
  private void assignDecodingTimes() {
    decode = Arrays.copyOf(presentation, count);
    Arrays.sort(decode);
    lag = 0;
    for (int i = 0; i < count; i++) {
      lag = Math.max(lag, decode[i] - presentation[i]);
    }
  }

  private void grow() {
    int longer = count * 2;
    file = Arrays.copyOf(file, longer);
    offset = Arrays.copyOf(offset, longer);
    size = Arrays.copyOf(size, longer);
    presentation = Arrays.copyOf(presentation, longer);
  }

  String handler() {
    return handler;
  }

  long timescale() {
    return timescale;
  }

  byte[] entry() {
    return entry;
  }

  FileChannel file(int i) {
    return files.get(file[i]);
  }

  long offset(int i) {
    return offset[i];
  }

  int size(int i) {
    return size[i];
  }

  boolean isSync(int i) {
    return sync.get(i);
  }

  boolean allSync() {
    return sync.cardinality() == count;
  }

  /** When sample {@code i} is decoded, in seconds of the new file. */
  double decodeSecond(int i) {
    return (double) (decode[i] - lag) / timescale;
  }

  /** Ticks from sample {@code i} to the next. */
  long duration(int i) {
    return i + 1 < count ? decode[i + 1] - decode[i] : Math.max(1, end - decode[i]);
  }

  /** Ticks from decoding sample {@code i} to presenting it, 0 or more. */
  long compositionOffset(int i) {
    return presentation[i] + lag - decode[i];
  }

  /** Ticks from the first sample's decoding to the last one's end. */
  long mediaDuration() {
    return count == 0 ? 0 : decode[count - 1] - decode[0] + duration(count - 1);
  }

  /** Ticks before anything of this track is presented, 0 or more. */
  long delay() {
    return count == 0 ? 0 : Math.max(0, decode[0]);
  }

  /** Composition time of what is presented first. */
  long mediaStart() {
    return count == 0 ? 0 : delay() - decode[0] + lag;
  }

  /** When the presentation of this track ends, in ticks. */
  long end() {
    return end;
  }
}
