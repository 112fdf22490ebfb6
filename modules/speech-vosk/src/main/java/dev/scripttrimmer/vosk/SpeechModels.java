package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the speech model to use among those on this machine. */
public final class SpeechModels {
  private final Path cacheFolder;

  /**
   * @param cacheFolder where models are installed and the demo model is unpacked, one folder each;
   *     need not exist yet
   */
  public SpeechModels(Path cacheFolder) {
    this.cacheFolder = cacheFolder;
  }

  /**
   * The first that there is of: {@code configured}, {@code environment}, the model installed last,
   * the demo model. Blocks while the demo model is unpacked.
   *
   * @param configured a model's folder; or the name of a model in the environment's or the cache
   *     folder, in full or short ({@code small-en-us}); or {@code demo}
   * @param environment the value of {@code VOSK_MODEL_PATH}: a model's folder, or a folder of
   *     models of which {@code configured} names one
   * @throws SpeechModelException when what was asked for is not there or is no complete model, or
   *     when the demo model cannot be unpacked; a wrong answer is never replaced by the next source
   */
  public InstalledModel find(Optional<String> configured, Optional<Path> environment) {
    if (configured.isPresent()) {
      return configured(configured.get(), environment);
    }
    if (environment.isPresent()) {
      return inEnvironment(environment.get());
    }
    return installed().stream().findFirst().orElseGet(this::demo);
  }

  /** The model that comes with the program; unpacks it when it is not there yet or damaged. */
  public InstalledModel demo() {
    return new DemoModel(cacheFolder).unpack();
  }

  /** The complete models in the cache folder, the one installed last first; no demo model. */
  public List<InstalledModel> installed() {
    return modelsIn(cacheFolder).stream()
        .filter(folder -> !DemoModel.isDemoFolder(folder))
        .filter(ModelLayout::isComplete)
        .map(InstalledModel::in)
        .sorted(
            Comparator.comparing((InstalledModel m) -> modified(m.path()))
                .thenComparing(m -> m.model().name())
                .reversed())
        .toList();
  }

  private InstalledModel configured(String configured, Optional<Path> environment) {
    if (configured.equals("demo") || configured.equals(DemoModel.NAME)) {
      return demo();
    }
    if (ModelNames.isName(configured)) {
      for (Path folder : Stream.concat(environment.stream(), Stream.of(cacheFolder)).toList()) {
        List<String> names =
            modelsIn(folder).stream().map(f -> f.getFileName().toString()).toList();
        Optional<String> name = ModelNames.resolve(configured, names);
        if (name.isPresent()) {
          return InstalledModel.in(folder.resolve(name.get()));
        }
      }
    }
    Path folder = folder(configured);
    if (Files.isDirectory(folder) || !ModelNames.isName(configured)) {
      return InstalledModel.in(folder);
    }
    throw new SpeechModelException(
        "There is no speech model "
            + configured
            + ": it is neither installed in "
            + cacheFolder
            + nor(environment)
            + " nor a folder. Installed: "
            + names(installed().stream().map(m -> m.model().name()).toList())
            + ".");
  }

  private static String nor(Optional<Path> environment) {
    return environment.map(folder -> " nor in " + folder).orElse("");
  }

  private static InstalledModel inEnvironment(Path folder) {
    List<Path> models = ModelLayout.isModel(folder) ? List.of(folder) : modelsIn(folder);
    if (models.size() > 1) {
      throw new SpeechModelException(
          "VOSK_MODEL_PATH names a folder of several speech models; say which to use: "
              + names(models.stream().map(m -> m.getFileName().toString()).sorted().toList())
              + ".");
    }
    return InstalledModel.in(models.isEmpty() ? folder : models.get(0));
  }

  private static Path folder(String configured) {
    try {
      return Path.of(configured);
    } catch (InvalidPathException e) {
      throw new SpeechModelException("Not the name or folder of a speech model: " + configured, e);
    }
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static List<Path> modelsIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(ModelLayout::isModel).filter(SpeechModels::isVisible).toList();
    } catch (IOException e) {
      throw new SpeechModelException("The folder " + folder + " cannot be read.", e);
    }
  }

  /** A dot marks folders that are still being filled. */
  private static boolean isVisible(Path folder) {
    return !folder.getFileName().toString().startsWith(".");
  }

  private static FileTime modified(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
