package dev.scripttrimmer.ffmpeg.mp4;

/** Reads the bits of a NAL unit's payload, without the emulation prevention bytes. */
final class BitReader {
  private final byte[] bytes;
  private final int length;
  private int bit;

  /**
   * @param nal a NAL unit with its one-byte header, which is skipped
   */
  BitReader(byte[] nal) {
    bytes = new byte[nal.length];
    int n = 0;
    int zeros = 0;
    for (int i = 1; i < nal.length; i++) {
      if (zeros >= 2 && nal[i] == 3) {
        zeros = 0;
        continue;
      }
      zeros = nal[i] == 0 ? zeros + 1 : 0;
      bytes[n++] = nal[i];
    }
    length = n;
  }

  int bits(int count) throws Mp4FormatException {
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (bit >= length * 8) {
        throw new Mp4FormatException("a parameter set is shorter than its fields");
      }
      value = value << 1 | bytes[bit / 8] >> 7 - bit % 8 & 1;
      bit++;
    }
    return value;
  }

  boolean flag() throws Mp4FormatException {
    return bits(1) == 1;
  }

  /** An unsigned Exp-Golomb code: ue(v). */
  int unsigned() throws Mp4FormatException {
    int zeros = 0;
    while (bits(1) == 0) {
      if (++zeros > 30) {
        throw new Mp4FormatException("a number that no parameter set holds");
      }
    }
    return (1 << zeros) - 1 + bits(zeros);
  }

  /** A signed Exp-Golomb code: se(v). */
  int signed() throws Mp4FormatException {
    int code = unsigned();
    return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
  }
}
