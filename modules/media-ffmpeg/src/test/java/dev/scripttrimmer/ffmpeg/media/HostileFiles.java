package dev.scripttrimmer.ffmpeg.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes files that are broken, mislabelled, or meant to do harm. */
public final class HostileFiles {
  private final Path folder;
  private final Path plain;
  private final String url;

  /**
   * @param folder where they are made
   * @param url of a server that must never be asked
   */
  public HostileFiles(Path folder, String url) {
    this.folder = folder;
    this.url = url;
    plain = TestVideo.h264("25", 75, 25).writeTo(folder.resolve("plain source.mp4"));
  }

  /** A sound video that others are compared with. */
  public Path plain() {
    return plain;
  }

  public Path bytes(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  public Path text(String name, String content) throws IOException {
    return bytes(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** An HLS playlist; {@code SECRET} and {@code URL} in it become a local file and the server. */
  public Path list(String name, String content) throws IOException {
    return text(name, content.replace("SECRET", plain.toString()).replace("URL", url));
  }

  /** The plain video through ffmpeg once more; {@code options} come before the output. */
  public Path remade(String name, String... options) {
    List<String> arguments = new ArrayList<>(List.of("-i", plain.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-y", folder.resolve(name).toString()));
    Tool.ffmpeg(arguments.toArray(String[]::new));
    return folder.resolve(name);
  }

  /** What ffmpeg makes of {@code arguments}. */
  public Path made(String name, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-y", folder.resolve(name).toString()));
    Tool.ffmpeg(all.toArray(String[]::new));
    return folder.resolve(name);
  }

  /** Another file without its end. */
  public Path cutShort(String name, Path whole, double share) throws IOException {
    byte[] all = Files.readAllBytes(whole);
    return bytes(name, Arrays.copyOf(all, (int) (all.length * share)));
  }

  /** Another file in which a stretch is noise. */
  public Path withNoise(String name, Path whole, int from, int to) throws IOException {
    byte[] all = Files.readAllBytes(whole);
    byte[] noise = new byte[to - from];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, all, from, noise.length);
    return bytes(name, all);
  }

  /** Where the content of the first box of this type starts, wherever the box is. */
  public static int contentOf(Path file, String type) throws IOException {
    String all = Files.readString(file, StandardCharsets.ISO_8859_1);
    return all.indexOf(type) + 4;
  }

  /** The plain video with zero where a track or the movie says how long a second is. */
  public Path withoutTimescales(String name) throws IOException {
    byte[] all = Files.readAllBytes(plain);
    String text = new String(all, StandardCharsets.ISO_8859_1);
    for (String type : List.of("mvhd", "mdhd")) {
      for (int at = text.indexOf(type); at >= 0; at = text.indexOf(type, at + 1)) {
        ByteBuffer.wrap(all).putInt(at + 4 + 12, 0);
      }
    }
    return bytes(name, all);
  }

  /** Sound that declares the most samples that FLAC can, 2^36 - 1 of them: ten weeks at 11 kHz. */
  public Path endlessFlac(String name) throws IOException {
    Path short11 = remade("eleven.flac", "-vn", "-ar", "11025");
    byte[] all = Files.readAllBytes(short11);
    // STREAMINFO comes first; its samples are the last 36 bits before its checksum.
    int samples = 4 + 4 + 13;
    all[samples] |= 0x0F;
    Arrays.fill(all, samples + 1, samples + 5, (byte) 0xFF);
    return bytes(name, all);
  }

  /** The plain video with its last track over and over. */
  public Path withTracks(String name, int count) throws IOException {
    byte[] all = Files.readAllBytes(plain);
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int moov = contentOf(plain, "moov") - 8;
    int track = text.lastIndexOf("trak") - 4;
    int size = ByteBuffer.wrap(all).getInt(track);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(all, 0, track);
    for (int i = 0; i < count; i++) {
      out.write(all, track, size);
    }
    out.write(all, track + size, all.length - track - size);
    byte[] crowded = out.toByteArray();
    ByteBuffer header = ByteBuffer.wrap(crowded);
    header.putInt(moov, header.getInt(moov) + (count - 1) * size);
    return bytes(name, crowded);
  }

  /** A moov in which boxes lie in boxes, a hundred thousand deep. */
  public Path nested(String name) throws IOException {
    int depth = 100_000;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(box("ftyp", "isom\0\0\2\0isom".getBytes(StandardCharsets.ISO_8859_1)));
    for (int i = 0; i < depth; i++) {
      String type = i == 0 ? "moov" : i == 1 ? "trak" : "mdia";
      out.writeBytes(ByteBuffer.allocate(4).putInt((depth - i) * 8).array());
      out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes(name, out.toByteArray());
  }

  public static byte[] box(String type, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(content)
        .array();
  }
}
