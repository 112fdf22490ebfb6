package dev.scripttrimmer.ffmpeg.cut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder for what is needed only while clips are cut; gone afterwards. */
final class Scratch implements AutoCloseable {
  private final Path folder;
  private int files;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /** Makes one beside {@code target}, on the same disk. */
  static Scratch beside(Path target) throws IOException {
    return new Scratch(Files.createTempDirectory(target.toAbsolutePath().getParent(), ".cut-"));
  }

  /** A path that no file has yet. */
  Path newFile() {
    return folder.resolve(files++ + ".mp4");
  }

  /** Deletes all files but one, so that it never holds the parts of more than one clip. */
  void clear(Optional<Path> kept) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !Optional.of(f).equals(kept)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
