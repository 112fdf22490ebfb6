package dev.scripttrimmer.ffmpeg.mp4;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Writes an MP4 file, index first, from samples that lie in other files. Samples go from file to
 * file without passing through the heap.
 */
public final class Mp4Writer {
  /** A second or so of one track, then of the other: players read both without seeking. */
  private static final double CHUNK_SECONDS = 0.5;

  private static final long LARGEST_NARROW = 0xFFFF_0000L;

  private Mp4Writer() {}

  /** Neighbouring samples of one track. */
  record Chunk(int track, int first, int count, double second) {}

  /**
   * Writes {@code target}, which must not exist.
   *
   * @param tracks complete; each has a sample
   * @return bytes written
   * @throws EOFException when a file ends before its samples do
   */
  public static long write(Path target, List<OutputTrack> tracks) throws IOException {
    List<Chunk> chunks = interleave(tracks);
    long mediaSize = 0;
    for (Chunk chunk : chunks) {
      mediaSize += size(tracks.get(chunk.track()), chunk);
    }
    boolean wide = mediaSize > LARGEST_NARROW - (64L << 20);
    int mediaHeader = wide ? 16 : 8;
    // The index has the same length whatever offsets it holds.
    int indexSize = MovieHeader.compose(tracks, chunks, offsets(tracks, chunks, 0), wide).length;
    long[] offsets = offsets(tracks, chunks, indexSize + (long) mediaHeader);
    byte[] index = MovieHeader.compose(tracks, chunks, offsets, wide);
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(out, ByteBuffer.wrap(index));
      writeFully(out, mediaHeader(mediaSize + mediaHeader, wide));
      for (Chunk chunk : chunks) {
        copy(tracks.get(chunk.track()), chunk, out);
      }
    }
    return index.length + mediaHeader + mediaSize;
  }

  private static List<Chunk> interleave(List<OutputTrack> tracks) {
    PriorityQueue<Chunk> next =
        new PriorityQueue<>(Comparator.comparingDouble(Chunk::second).thenComparing(Chunk::track));
    for (int t = 0; t < tracks.size(); t++) {
      next.add(chunk(tracks.get(t), t, 0));
    }
    List<Chunk> chunks = new ArrayList<>();
    while (!next.isEmpty()) {
      Chunk chunk = next.remove();
      chunks.add(chunk);
      int after = chunk.first() + chunk.count();
      OutputTrack track = tracks.get(chunk.track());
      if (after < track.count()) {
        next.add(chunk(track, chunk.track(), after));
      }
    }
    return chunks;
  }

  private static Chunk chunk(OutputTrack track, int number, int first) {
    double start = track.decodeSecond(first);
    int end = first + 1;
    while (end < track.count() && track.decodeSecond(end) < start + CHUNK_SECONDS) {
      end++;
    }
    return new Chunk(number, first, end - first, start);
  }

  private static long[] offsets(List<OutputTrack> tracks, List<Chunk> chunks, long start) {
    long[] offsets = new long[chunks.size()];
    long at = start;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += size(tracks.get(chunks.get(i).track()), chunks.get(i));
    }
    return offsets;
  }

  private static long size(OutputTrack track, Chunk chunk) {
    long size = 0;
    for (int i = chunk.first(); i < chunk.first() + chunk.count(); i++) {
      size += track.size(i);
    }
    return size;
  }

  private static ByteBuffer mediaHeader(long size, boolean wide) {
    BoxWriter header = new BoxWriter().int32(wide ? 1 : size).letters("mdat");
    return ByteBuffer.wrap((wide ? header.int64(size) : header).toByteArray());
  }

  /** Copies runs of samples that lie side by side in their file as one. */
  private static void copy(OutputTrack track, Chunk chunk, FileChannel out) throws IOException {
    int i = chunk.first();
    int end = i + chunk.count();
    while (i < end) {
      long from = track.offset(i);
      FileChannel file = track.file(i);
      long length = 0;
      while (i < end && track.file(i) == file && track.offset(i) == from + length) {
        length += track.size(i++);
      }
      transfer(file, from, length, out);
    }
  }

  private static void transfer(FileChannel file, long from, long length, FileChannel out)
      throws IOException {
    long done = 0;
    while (done < length) {
      long n = file.transferTo(from + done, length - done, out);
      if (n <= 0) {
        throw new EOFException("the source ends before its samples do");
      }
      done += n;
    }
  }

  private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
