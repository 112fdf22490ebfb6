package dev.scripttrimmer.ffmpeg.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** Looks at the NAL units of H.264 samples in a file. */
public final class NalUnits {
  /** Of a unit's first byte. */
  private static final int TYPE = 31;

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
    return first(
        file,
        samples,
        sample,
        config.lengthSize(),
        (header, at, length) ->
            isSlice(header & TYPE) ? Optional.of((header >> 5 & 3) != 0) : Optional.empty(),
        true);
  }

  /** Reads as far into a keyframe as its first slice. */
  public static Entry entry(FileChannel file, SampleTable samples, int sample, AvcConfig config)
      throws IOException {
    return first(
        file,
        samples,
        sample,
        config.lengthSize(),
        (header, at, length) -> {
          int type = header & TYPE;
          if (isSlice(type)) {
            return Optional.of(type == IDR_SLICE ? Entry.FRESH : Entry.DEPENDENT);
          }
          boolean isSet = type == SEQUENCE_SET || type == PICTURE_SET;
          return isSet && !isKnown(file, at, length, config)
              ? Optional.of(Entry.OTHER_PARAMETERS)
              : Optional.empty();
        },
        Entry.DEPENDENT);
  }

  private static boolean isSlice(int type) {
    return type >= SLICE && type <= IDR_SLICE;
  }

  private static boolean isKnown(FileChannel file, long at, long length, AvcConfig config)
      throws IOException {
    if (length > LARGEST_SET) {
      return false;
    }
    ByteBuffer set = ByteBuffer.allocate((int) length);
    Mp4Layout.readFully(file, set, at);
    return config.contains(set.array());
  }

  /** Looks at one unit; empty when it says nothing of what is asked. */
  @FunctionalInterface
  private interface Look<T> {
    Optional<T> at(byte header, long position, long length) throws IOException;
  }

  /**
   * What the first unit that says something says.
   *
   * @param prefix bytes of the length before each unit
   * @param otherwise when none does, or the sample is damaged before
   */
  private static <T> T first(
      FileChannel file, SampleTable samples, int sample, int prefix, Look<T> look, T otherwise)
      throws IOException {
    long at = samples.offset(sample);
    long end = at + samples.size(sample);
    ByteBuffer head = ByteBuffer.allocate(prefix + 1);
    for (int units = 0; units < MOST_UNITS && at + prefix < end; units++) {
      head.clear();
      Mp4Layout.readFully(file, head, at);
      long length = length(head, prefix);
      if (length < 1 || length > end - at - prefix) {
        return otherwise;
      }
      Optional<T> said = look.at(head.get(prefix), at + prefix, length);
      if (said.isPresent()) {
        return said.get();
      }
      at += prefix + length;
    }
    return otherwise;
  }

  private static long length(ByteBuffer head, int prefix) {
    long length = 0;
    for (int i = 0; i < prefix; i++) {
      length = length << 8 | Byte.toUnsignedLong(head.get(i));
    }
    return length;
  }
}
