package dev.scripttrimmer.ffmpeg.mp4;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an MP4 file says about its media.
 *
 * @param tracks those that could be read; others are left out
 * @param fragmented whether media lies outside of what {@code tracks} describe
 * @param cutShort whether the file lacks bytes that its boxes or tracks promise
 */
public record Mp4Index(List<Track> tracks, boolean fragmented, boolean cutShort) {
  private static final Logger LOG = LoggerFactory.getLogger(Mp4Index.class);

  /** Twelve hours of video and sound need less than 30 MB. */
  private static final long LARGEST = 128L << 20;

  /** Twelve hours at 60 pictures a second, and their sound; a sample takes 24 bytes of heap. */
  private static final int MOST_SAMPLES = 5_000_000;

  /**
   * Reads the index of {@code file}; memory in proportion to the number of samples, not to their
   * size.
   *
   * @throws Mp4FormatException when the file is no MP4 or its index is unusable
   * @throws IOException when it cannot be read
   */
  public static Mp4Index read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Mp4Layout layout = Mp4Layout.scan(channel);
      if (!layout.isMp4()) {
        throw new Mp4FormatException("not an MP4 file");
      }
      if (layout.indexOffset() < 0 || layout.indexOffset() + layout.indexSize() > channel.size()) {
        if (layout.cutShort()) {
          return new Mp4Index(List.of(), layout.fragmented(), true);
        }
        throw new Mp4FormatException("no moov");
      }
      if (layout.indexSize() > LARGEST) {
        throw new Mp4FormatException("the moov is too large");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) layout.indexSize());
      Mp4Layout.readFully(channel, bytes, layout.indexOffset());
      return parse(Box.parse(bytes).get(0), layout, channel.size());
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new Mp4FormatException("a box is shorter than its fields", e);
    }
  }

  public Optional<Track> track(int id) {
    return tracks.stream().filter(t -> t.id() == id).findFirst();
  }

  private static Mp4Index parse(Box moov, Mp4Layout layout, long fileSize)
      throws Mp4FormatException {
    ByteBuffer mvhd = moov.require("mvhd").content();
    long timescale = Integer.toUnsignedLong(mvhd.getInt(mvhd.get(0) == 1 ? 20 : 12));
    boolean fragmented = layout.fragmented() || moov.find("mvex").isPresent();
    boolean cutShort = layout.cutShort();
    List<Track> tracks = new ArrayList<>();
    int samplesLeft = MOST_SAMPLES;
    for (Box box : moov.children()) {
      if (box.type().equals("trak")) {
        try {
          Track track = Track.read(box, Math.max(1, timescale), samplesLeft);
          tracks.add(track);
          samplesLeft -= track.samples().count();
          cutShort |= track.samples().mediaEnd() > fileSize;
        } catch (Mp4FormatException | BufferUnderflowException | IndexOutOfBoundsException e) {
          LOG.debug("a track is left out reason={}", e.toString());
        }
      }
    }
    return new Mp4Index(List.copyOf(tracks), fragmented, cutShort);
  }
}
