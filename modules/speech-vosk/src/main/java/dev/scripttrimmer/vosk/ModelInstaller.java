package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Fetches models from the list that Vosk's project publishes. */
public final class ModelInstaller {
  /** The official list. */
  public static final URI OFFICIAL_LIST =
      URI.create("https://alphacephei.com/vosk/models/model-list.json");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MAX_LIST_BYTES = 4 * 1024 * 1024;
  // Weights hardly shrink when zipped, graphs to a third or so.
  private static final int MAX_EXPANSION = 20;

  private final Path cacheFolder;
  private final URI list;
  private final Download download;

  /**
   * @param cacheFolder as in {@link SpeechModels}
   */
  public ModelInstaller(Path cacheFolder) {
    this(cacheFolder, OFFICIAL_LIST);
  }

  /**
   * @param list address of a list in the official one's form
   */
  public ModelInstaller(Path cacheFolder, URI list) {
    this(cacheFolder, list, PATIENCE);
  }

  ModelInstaller(Path cacheFolder, URI list, Duration patience) {
    this.download = new Download(patience);
    this.cacheFolder = cacheFolder.toAbsolutePath().normalize();
    this.list = list;
  }

  /**
   * Names of all models that can be installed, in order. Blocks.
   *
   * @throws SpeechModelException when the list cannot be fetched
   */
  public List<String> available() {
    return catalog().names();
  }

  /**
   * Downloads a model, checks it against the list's MD5 and puts it into the cache folder; one that
   * is there already, and whole, is left as it is. Blocks, for minutes with the large ones. A call
   * that fails or dies leaves no half of a model behind.
   *
   * @param name in full, or without prefix and version: {@code small-en-us} is the newest {@code
   *     vosk-model-small-en-us-*}
   * @param progress hears the fraction downloaded, 0 to 1, on the calling thread
   * @throws SpeechModelException when there is no such model, no network, or a bad archive
   */
  public InstalledModel install(String name, DoubleConsumer progress) {
    if (ModelNames.isName(name) && ModelLayout.isComplete(cacheFolder.resolve(name))) {
      return InstalledModel.in(cacheFolder.resolve(name));
    }
    ModelCatalog.Entry entry = catalog().find(name);
    Path target = cacheFolder.resolve(entry.name());
    try {
      FolderLock.whileHeld(
          target,
          () -> {
            if (!ModelLayout.isComplete(target)) {
              fetch(entry, target, progress);
            }
          });
    } catch (IOException e) {
      throw new SpeechModelException(
          "The speech model " + entry.name() + " cannot be installed: " + reason(e) + ".", e);
    }
    return InstalledModel.in(target);
  }

  private ModelCatalog catalog() {
    try {
      return ModelCatalog.parse(download.text(list, MAX_LIST_BYTES), list);
    } catch (IOException e) {
      throw new SpeechModelException(
          "The list of speech models at "
              + list
              + " cannot be fetched ("
              + reason(e)
              + "). Without a network, unpack a model's archive into "
              + cacheFolder
              + " or name its folder.",
          e);
    }
  }

  private void fetch(ModelCatalog.Entry entry, Path target, DoubleConsumer progress)
      throws IOException {
    try (StagedFolder staged = StagedFolder.of(target)) {
      Path archive = staged.path().resolve("archive.zip");
      String md5 =
          download.file(
              entry.archive(),
              archive,
              entry.size(),
              done -> progress.accept((double) done / entry.size()));
      if (!md5.equalsIgnoreCase(entry.md5())) {
        throw new IOException("the archive is not the one that the list describes (MD5 differs)");
      }
      Path unpacked = Files.createDirectory(staged.path().resolve("unpacked"));
      new ModelArchive(entry.size() * MAX_EXPANSION).unpack(archive, unpacked);
      Path model = unpacked.resolve(entry.name());
      if (!ModelLayout.isComplete(model)) {
        throw new IOException("its archive holds no complete speech model");
      }
      staged.publish(model);
    }
  }

  /** Some of the platform's exceptions, such as for a refused connection, have no message. */
  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
