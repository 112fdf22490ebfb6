package dev.scripttrimmer.ffmpeg.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ffmpeg that comes on the class path: two programs and the libraries that they look for beside
 * them.
 *
 * <p>It is unpacked once, into a folder named after its content. Any number of processes may do so
 * at the same time: each unpacks into a folder of its own and renames it, the first one wins and
 * the others use the winner's.
 */
final class BundledFfmpeg {
  private static final String RESOURCES = "/org/bytedeco/ffmpeg/linux-x86_64-gpl/";
  private static final List<String> PROGRAMS = List.of("ffmpeg", "ffprobe");

  /** What the programs link to; the JNI libraries beside them are of no use here. */
  private static final List<String> LIBRARIES =
      List.of(
          "libavcodec.so.62",
          "libavdevice.so.62",
          "libavfilter.so.11",
          "libavformat.so.62",
          "libavutil.so.60",
          "libdrm.so.2",
          "libswresample.so.6",
          "libswscale.so.9",
          "libva-drm.so.2",
          "libva.so.2");

  /**
   * The desktop's libraries for screens, microphones and sound servers. The programs are linked
   * with them and would not start without; files are all that is opened here, so an empty library
   * does.
   */
  private static final List<String> DEVICE_LIBRARIES =
      List.of("libasound.so.2", "libpulse.so.0", "libudev.so.1", "libxcb-shm.so.0", "libxcb.so.1");

  private static final String NO_DEVICES = "no-devices.so";

  private BundledFfmpeg() {}

  /**
   * The folder with the programs, unpacked if need be.
   *
   * @param cache an absolute folder; made when it is missing
   * @return empty when the class path holds none, or none for this machine
   */
  static Optional<Path> unpack(Path cache) throws IOException {
    if (!forThisMachine() || BundledFfmpeg.class.getResource(RESOURCES + "ffmpeg") == null) {
      return Optional.empty();
    }
    Files.createDirectories(cache);
    Path marker = cache.resolve("ffmpeg-" + signature());
    if (Files.isDirectory(marker)) {
      return Optional.of(marker);
    }
    Path mine = Files.createTempDirectory(cache, "unpacking-");
    try {
      for (String name : PROGRAMS) {
        copy(name, mine.resolve(name));
        Files.setPosixFilePermissions(
            mine.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      for (String name : LIBRARIES) {
        copy(name, mine.resolve(name));
      }
      for (String name : DEVICE_LIBRARIES) {
        try (InputStream empty = BundledFfmpeg.class.getResourceAsStream(NO_DEVICES)) {
          Files.copy(empty, mine.resolve(name));
        }
      }
      Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rwxr-xr-x"));
      publish(mine, marker);
    } finally {
      delete(mine);
    }
    return Optional.of(marker);
  }

  private static void publish(Path mine, Path marker) throws IOException {
    try {
      Files.move(mine, marker, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
      requireWinner(marker, e);
    } catch (FileSystemException e) {
      // A rename onto a folder that is not empty has no exception of its own.
      requireWinner(marker, e);
    }
  }

  private static void requireWinner(Path marker, IOException lost) throws IOException {
    if (!Files.isDirectory(marker)) {
      throw lost;
    }
  }

  /**
   * Tells one build from another. The programs themselves are small and name the exact libraries
   * that they were linked with; the libraries' sizes stand for their content, which would take half
   * a second to hash at each start.
   */
  private static String signature() throws IOException {
    MessageDigest digest = sha256();
    for (String name : PROGRAMS) {
      try (InputStream in = new DigestInputStream(open(name), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    for (String name : LIBRARIES) {
      long length =
          BundledFfmpeg.class.getResource(RESOURCES + name).openConnection().getContentLengthLong();
      digest.update((name + '=' + length + '\n').getBytes(StandardCharsets.UTF_8));
    }
    digest.update(String.join(",", DEVICE_LIBRARIES).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static void copy(String name, Path to) throws IOException {
    try (InputStream in = open(name)) {
      Files.copy(in, to);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = BundledFfmpeg.class.getResourceAsStream(RESOURCES + name);
    if (in == null) {
      throw new IOException("the bundled ffmpeg lacks " + name);
    }
    return in;
  }

  private static boolean forThisMachine() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
