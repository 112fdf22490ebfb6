package dev.scripttrimmer.system.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A folder on a disk of its own, in memory, that a test can fill up. */
final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "64m";
  private static final String BALLAST = "ballast";
  private static final int BLOCK = 1 << 20;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * @return empty where this machine lets nobody mount
   */
  static Optional<SmallDisk> mount(Path folder) {
    try {
      Commands.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString());
      return Optional.of(new SmallDisk(folder));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Leaves not a byte free. */
  void fill() {
    try (FileChannel file =
        FileChannel.open(
            folder.resolve(BALLAST), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.position(file.size());
      for (int size = BLOCK; size > 0; ) {
        try {
          file.write(ByteBuffer.allocate(size));
        } catch (IOException full) {
          size /= 2;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives back what {@link #fill} took. */
  void empty() {
    try {
      Files.deleteIfExists(folder.resolve(BALLAST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Commands.run("umount", "-l", folder.toString());
  }
}
