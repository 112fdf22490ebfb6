package dev.scripttrimmer.ffmpeg.mp4;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The decoder configuration of an H.264 track (ISO/IEC 14496-15, 5.3.3.1).
 *
 * @param header version, profile, compatibility and level, four bytes
 * @param lengthSize bytes of the number in front of each NAL unit
 * @param sequenceSets whole NAL units
 * @param pictureSets whole NAL units
 * @param extension what follows in the High profiles, as it is
 */
public record AvcConfig(
    byte[] header,
    int lengthSize,
    List<byte[]> sequenceSets,
    List<byte[]> pictureSets,
    byte[] extension) {
  /** Sample descriptions of pictures hold 78 bytes of fields between header and boxes. */
  static final int VISUAL_FIELDS = 78;

  private static final int MOST_SETS = 31;
  private static final int MOST_IDS = 32;

  /** The configuration in a sample description; empty when it has none. */
  public static Optional<AvcConfig> of(Track track) throws Mp4FormatException {
    if (!track.codec().equals("avc1")) {
      return Optional.empty();
    }
    try {
      ByteBuffer entry = track.entry();
      int boxesAt = 8 + VISUAL_FIELDS;
      for (Box box : Box.parse(entry.slice(boxesAt, entry.limit() - boxesAt))) {
        if (box.type().equals("avcC")) {
          return Optional.of(parse(box.content()));
        }
      }
      return Optional.empty();
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new Mp4FormatException("the avcC is shorter than its fields", e);
    }
  }

  private static AvcConfig parse(ByteBuffer in) {
    byte[] header = take(in, 4);
    int lengthSize = (in.get() & 3) + 1;
    List<byte[]> sequences = sets(in, in.get() & 31);
    List<byte[]> pictures = sets(in, in.get() & 255);
    return new AvcConfig(header, lengthSize, sequences, pictures, take(in, in.remaining()));
  }

  private static List<byte[]> sets(ByteBuffer in, int count) {
    List<byte[]> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(take(in, Short.toUnsignedInt(in.getShort())));
    }
    return List.copyOf(sets);
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** What each sequence parameter set says. */
  public List<SequenceParameters> sequences() throws Mp4FormatException {
    List<SequenceParameters> parsed = new ArrayList<>();
    for (byte[] set : sequenceSets) {
      parsed.add(SequenceParameters.parse(set));
    }
    return parsed;
  }

  /** Whether this very parameter set is among those of this configuration. */
  public boolean contains(byte[] parameterSet) {
    return sequenceSets.stream().anyMatch(s -> Arrays.equals(s, parameterSet))
        || pictureSets.stream().anyMatch(s -> Arrays.equals(s, parameterSet));
  }

  /** The smallest number that neither a sequence nor a picture parameter set has; 0 to 31. */
  public Optional<Integer> freeId() throws Mp4FormatException {
    Set<Integer> used = new HashSet<>();
    for (SequenceParameters sequence : sequences()) {
      used.add(sequence.id());
    }
    for (byte[] picture : pictureSets) {
      used.add(new BitReader(picture).unsigned());
    }
    for (int id = 0; id < MOST_IDS; id++) {
      if (!used.contains(id)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  /**
   * This configuration with the parameter sets of {@code other} added, so that one decoder plays
   * both streams.
   *
   * @return empty when they do not fit together: other NAL lengths, or two sets with one number
   */
  public Optional<AvcConfig> join(AvcConfig other) throws Mp4FormatException {
    List<byte[]> sequences = new ArrayList<>(sequenceSets);
    List<byte[]> pictures = new ArrayList<>(pictureSets);
    other.sequenceSets.stream().filter(s -> !contains(s)).forEach(sequences::add);
    other.pictureSets.stream().filter(s -> !contains(s)).forEach(pictures::add);
    Set<Integer> sequenceIds = new HashSet<>();
    for (byte[] set : sequences) {
      sequenceIds.add(SequenceParameters.parse(set).id());
    }
    Set<Integer> pictureIds = new HashSet<>();
    for (byte[] set : pictures) {
      pictureIds.add(new BitReader(set).unsigned());
    }
    boolean fits =
        lengthSize == other.lengthSize
            && sequenceIds.size() == sequences.size()
            && pictureIds.size() == pictures.size()
            && sequences.size() <= MOST_SETS;
    return fits
        ? Optional.of(new AvcConfig(header, lengthSize, sequences, pictures, extension))
        : Optional.empty();
  }

  /**
   * The sample description of {@code track} with this configuration in it. Of its other boxes only
   * the shape of the pixels is kept; colours are described within the stream.
   */
  public byte[] describe(Track track) throws Mp4FormatException {
    ByteBuffer entry = track.entry();
    int boxesAt = 8 + VISUAL_FIELDS;
    List<Box> boxes = Box.parse(entry.slice(boxesAt, entry.limit() - boxesAt));
    byte[] fields = new byte[VISUAL_FIELDS];
    entry.get(8, fields);
    BoxWriter out = new BoxWriter();
    out.box(
        "avc1",
        () -> {
          out.raw(fields).box("avcC", () -> out.raw(bytes()));
          for (Box box : boxes) {
            if (box.type().equals("pasp")) {
              byte[] kept = new byte[box.whole().limit()];
              box.whole().get(0, kept);
              out.raw(kept);
            }
          }
        });
    return out.toByteArray();
  }

  /** The content of an {@code avcC} box. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header);
    out.write(0b1111_1100 | lengthSize - 1);
    out.write(0b1110_0000 | sequenceSets.size());
    sequenceSets.forEach(set -> writeSet(out, set));
    out.write(pictureSets.size());
    pictureSets.forEach(set -> writeSet(out, set));
    out.writeBytes(extension);
    return out.toByteArray();
  }

  private static void writeSet(ByteArrayOutputStream out, byte[] set) {
    out.write(set.length >> 8);
    out.write(set.length);
    out.writeBytes(set);
  }
}
