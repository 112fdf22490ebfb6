package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Unpacks an archive that is not trusted. */
final class ModelArchive {
  private static final int MAX_ENTRIES = 10_000;

  private final long maxBytes;
  private long bytes;
  private int entries;

  /**
   * @param maxBytes the most that all files may hold together
   */
  ModelArchive(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Writes the files of {@code archive} below {@code folder}.
   *
   * @throws ZipException when it is no archive, or an entry would lie elsewhere, or it holds more
   *     than allowed
   */
  void unpack(Path archive, Path folder) throws IOException {
    try (InputStream file = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > MAX_ENTRIES) {
          throw new ZipException("more than " + MAX_ENTRIES + " entries");
        }
        Path target = target(folder, entry);
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (OutputStream out = Files.newOutputStream(target)) {
            copy(zip, out);
          }
        }
      }
    }
    if (entries == 0) {
      throw new ZipException("not a zip archive");
    }
  }

  private static Path target(Path folder, ZipEntry entry) throws ZipException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder) || target.equals(folder)) {
      throw new ZipException("an entry lies outside of the archive");
    }
    return target;
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      bytes += n;
      if (bytes > maxBytes) {
        throw new ZipException("unpacks to more than " + maxBytes + " bytes");
      }
      out.write(buffer, 0, n);
    }
  }
}
