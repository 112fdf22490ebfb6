package dev.scripttrimmer.ffmpeg.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Looks at the NAL units of H.264 samples in a file. */
public final class NalUnits {
  private static final int SLICE = 1;
  private static final int IDR_SLICE = 5;
  private static final int SEQUENCE_SET = 7;
  private static final int PICTURE_SET = 8;
  private static final int LARGEST_SET = 4096;
  private static final int MOST_UNITS = 64;

  private NalUnits() {}

  /** What a keyframe offers to a decoder that has seen nothing but the configuration. */
  public enum Entry {
    /** An IDR picture: nothing after it refers to anything before it. */
    FRESH,
    /** Another picture, which later ones may look past. */
    DEPENDENT,
    /** It brings parameter sets that the configuration does not have. */
    OTHER_PARAMETERS
  }

  /**
   * Whether other pictures may be decoded from this one ({@code nal_ref_idc}, ITU-T H.264, 7.4.1);
   * true when it does not say.
   */
  public static boolean isReferred(
      FileChannel file, SampleTable samples, int sample, AvcConfig config) throws IOException {
    long at = samples.offset(sample);
    long end = at + samples.size(sample);
    int prefix = config.lengthSize();
    ByteBuffer head = ByteBuffer.allocate(prefix + 1);
    for (int units = 0; units < MOST_UNITS && at + prefix < end; units++) {
      head.clear();
      Mp4Layout.readFully(file, head, at);
      long length = length(head, prefix);
      if (length < 1 || length > end - at - prefix) {
        return true;
      }
      int type = head.get(prefix) & 31;
      if (type >= SLICE && type <= IDR_SLICE) {
        return (head.get(prefix) >> 5 & 3) != 0;
      }
      at += prefix + length;
    }
    return true;
  }

  private static long length(ByteBuffer head, int prefix) {
    long length = 0;
    for (int i = 0; i < prefix; i++) {
      length = length << 8 | Byte.toUnsignedLong(head.get(i));
    }
    return length;
  }

  /** Reads as far into a keyframe as its first slice. */
  public static Entry entry(FileChannel file, SampleTable samples, int sample, AvcConfig config)
      throws IOException {
    long at = samples.offset(sample);
    long end = at + samples.size(sample);
    int prefix = config.lengthSize();
    ByteBuffer head = ByteBuffer.allocate(prefix + 1);
    for (int units = 0; units < MOST_UNITS && at + prefix < end; units++) {
      head.clear();
      Mp4Layout.readFully(file, head, at);
      long length = length(head, prefix);
      if (length < 1 || length > end - at - prefix) {
        return Entry.DEPENDENT;
      }
      int type = head.get(prefix) & 31;
      if (type >= SLICE && type <= IDR_SLICE) {
        return type == IDR_SLICE ? Entry.FRESH : Entry.DEPENDENT;
      }
      if (type == SEQUENCE_SET || type == PICTURE_SET) {
        if (length > LARGEST_SET) {
          return Entry.OTHER_PARAMETERS;
        }
        ByteBuffer set = ByteBuffer.allocate((int) length);
        Mp4Layout.readFully(file, set, at + prefix);
        if (!config.contains(set.array())) {
          return Entry.OTHER_PARAMETERS;
        }
      }
      at += prefix + length;
    }
    return Entry.DEPENDENT;
  }
}
