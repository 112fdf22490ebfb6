package dev.scripttrimmer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this checkout that operators work with. */
public final class OperatorFiles {
  private OperatorFiles() {}

  /** A file, by its path from the top folder. */
  public static Path path(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("trim"))) {
      folder = folder.getParent();
    }
    return folder.resolve(name);
  }

  public static String read(String name) throws IOException {
    return Files.readString(path(name));
  }

  /** Files in a folder and below, by their ending. */
  static List<Path> in(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
