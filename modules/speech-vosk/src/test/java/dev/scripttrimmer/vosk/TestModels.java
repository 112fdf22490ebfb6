package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Model folders to break. */
final class TestModels {
  /** What no model lacks. */
  static final List<String> FILES =
      List.of(
          "am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/HCLG.fst", "graph/words.txt");

  private TestModels() {}

  static Path copy(Path source, Path target) throws IOException {
    try (Stream<Path> found = Files.walk(source)) {
      for (Path path : found.toList()) {
        Path copy = target.resolve(source.relativize(path));
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy);
      }
    }
    return target;
  }

  /** A folder that has every file a model needs, with nothing of use in them. */
  static Path hollow(Path folder) throws IOException {
    for (String file : FILES) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "hollow");
    }
    return folder;
  }
}
