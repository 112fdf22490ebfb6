package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that is filled out of sight and appears under its name whole, or not at all. Its user
 * holds the target's {@link FolderLock}.
 */
final class StagedFolder implements AutoCloseable {
  private final Path target;
  private final Path staging;

  private StagedFolder(Path target, Path staging) {
    this.target = target;
    this.staging = staging;
  }

  /** An empty folder beside {@code target}, on the same file system. */
  static StagedFolder of(Path target) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    return new StagedFolder(
        target, Files.createTempDirectory(parent, "." + target.getFileName() + "-"));
  }

  /** Where to write. */
  Path path() {
    return staging;
  }

  /** Gives {@code content}, a folder in this one, the target's name; an old target is deleted. */
  void publish(Path content) throws IOException {
    if (Files.exists(target)) {
      Files.move(target, staging.resolve("replaced"), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(content, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes what was not published. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> found = Files.walk(staging)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
