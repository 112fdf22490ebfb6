package dev.scripttrimmer.ffmpeg.mp4;

import java.util.Set;

/**
 * What an H.264 sequence parameter set says, as far as joining streams needs it (ITU-T H.264,
 * 7.3.2.1.1).
 *
 * @param id 0 to 31
 * @param profile profile_idc
 * @param constrained1 constraint_set1_flag: Baseline content that Main decoders can play
 * @param level level_idc
 * @param chromaFormat 1 is 4:2:0
 * @param bitDepth of luma
 * @param framesOnly no fields, neither whole pictures nor macroblocks
 */
public record SequenceParameters(
    int id,
    int profile,
    boolean constrained1,
    int level,
    int chromaFormat,
    int bitDepth,
    boolean framesOnly) {
  private static final Set<Integer> WITH_CHROMA_FORMAT =
      Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

  static SequenceParameters parse(byte[] nal) throws Mp4FormatException {
    BitReader in = new BitReader(nal);
    int profile = in.bits(8);
    boolean constrained1 = (in.bits(8) & 0x40) != 0;
    int level = in.bits(8);
    int id = in.unsigned();
    int chromaFormat = 1;
    int bitDepth = 8;
    if (WITH_CHROMA_FORMAT.contains(profile)) {
      chromaFormat = in.unsigned();
      if (chromaFormat == 3) {
        in.flag();
      }
      bitDepth = Math.max(8 + in.unsigned(), 8 + in.unsigned());
      in.flag();
      if (in.flag()) {
        skipScalingLists(in, chromaFormat == 3 ? 12 : 8);
      }
    }
    in.unsigned();
    skipPictureOrder(in);
    in.unsigned();
    in.flag();
    in.unsigned();
    in.unsigned();
    return new SequenceParameters(
        id, profile, constrained1, level, chromaFormat, bitDepth, in.flag());
  }

  private static void skipScalingLists(BitReader in, int lists) throws Mp4FormatException {
    for (int list = 0; list < lists; list++) {
      if (in.flag()) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < (list < 6 ? 16 : 64) && next != 0; i++) {
          next = (last + in.signed() + 256) % 256;
          last = next == 0 ? last : next;
        }
      }
    }
  }

  private static void skipPictureOrder(BitReader in) throws Mp4FormatException {
    int type = in.unsigned();
    if (type == 0) {
      in.unsigned();
    } else if (type == 1) {
      in.flag();
      in.signed();
      in.signed();
      int cycle = in.unsigned();
      for (int i = 0; i < cycle; i++) {
        in.signed();
      }
    }
  }
}
