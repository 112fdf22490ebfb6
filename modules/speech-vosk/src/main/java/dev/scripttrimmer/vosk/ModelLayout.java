package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files make a folder a Vosk model.
 *
 * <p>The native loader says no more of a bad model than that it failed, and its wording for a path
 * that is wrong goes to the standard error stream only.
 */
final class ModelLayout {
  /** Newer models keep their files in sub-folders, older ones in one flat folder. */
  private enum Generation {
    NESTED("am/final.mdl", List.of("conf/mfcc.conf", "conf/model.conf"), "graph/"),
    FLAT("final.mdl", List.of("mfcc.conf"), "");

    private final String acousticModel;
    private final List<String> settings;
    private final String graphFolder;

    Generation(String acousticModel, List<String> settings, String graphFolder) {
      this.acousticModel = acousticModel;
      this.settings = settings;
      this.graphFolder = graphFolder;
    }

    /** One big graph, or its two parts that are composed while decoding. */
    private List<String> graph(Path folder) {
      boolean composed = isFile(folder.resolve(graphFolder + "HCLG.fst"));
      Stream<String> names =
          composed
              ? Stream.of("HCLG.fst", "words.txt")
              : Stream.of("HCLr.fst", "Gr.fst", "disambig_tid.int");
      return names.map(name -> graphFolder + name).toList();
    }
  }

  private ModelLayout() {}

  /** Whether {@code folder} looks like a model at all, complete or not. */
  static boolean isModel(Path folder) {
    for (Generation generation : Generation.values()) {
      if (isFile(folder.resolve(generation.acousticModel))) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code folder} has every file that the recogniser asks for. */
  static boolean isComplete(Path folder) {
    return fault(folder).isEmpty();
  }

  /**
   * @throws SpeechModelException when {@code folder} is no model or lacks files
   */
  static void check(Path folder) {
    fault(folder)
        .ifPresent(
            fault -> {
              throw new SpeechModelException(fault);
            });
  }

  private static Optional<String> fault(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.of("There is no speech model folder " + folder + ".");
    }
    for (Generation generation : Generation.values()) {
      if (isFile(folder.resolve(generation.acousticModel))) {
        return missing(folder, generation);
      }
    }
    return Optional.of(
        "The folder "
            + folder
            + " is not a Vosk speech model: it has no am/final.mdl. Name the folder that the"
            + " model's archive unpacks to.");
  }

  private static Optional<String> missing(Path folder, Generation generation) {
    List<String> missing =
        Stream.concat(generation.settings.stream(), generation.graph(folder).stream())
            .filter(file -> !isFile(folder.resolve(file)))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The speech model in "
                + folder
                + " is incomplete: "
                + String.join(", ", missing)
                + " missing or empty. Install it again.");
  }

  private static boolean isFile(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
