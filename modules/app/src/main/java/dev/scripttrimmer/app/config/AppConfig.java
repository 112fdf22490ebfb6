package dev.scripttrimmer.app.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The whole configuration, section by section as in the shipped file, whose comments give units and
 * ranges.
 */
public record AppConfig(
    Role role,
    String cache,
    LogSection log,
    HttpSection http,
    ManagementSection management,
    TracingSection tracing,
    AuthSection auth,
    StreamSection stream,
    UploadsSection uploads,
    JobsSection jobs,
    WebhooksSection webhooks,
    StorageSection storage,
    ClusterSection cluster,
    ProgressLogSection progressLog,
    WorkerSection worker,
    MediaSection media,
    SpeechSection speech,
    SegmentationSection segmentation,
    LanguageModelSection languageModel) {
  public AppConfig {
    boolean asked = auth.mode() != AuthSection.Mode.NONE;
    if (role.serves() && !asked && !http.openToNetwork() && !http.isLoopback()) {
      throw new IllegalArgumentException(
          "http.host '"
              + http.host()
              + "' lets others in, and auth.mode none asks nobody who they are;"
              + " set auth.mode, or http.open-to-network when something in front of it asks");
    }
  }

  /** What a node does. */
  public enum Role {
    GATEWAY,
    WORKER,
    ALL;

    public boolean serves() {
      return this != WORKER;
    }

    public boolean works() {
      return this != GATEWAY;
    }

    /** The parts that a node of this role plays. */
    public Set<String> names() {
      return switch (this) {
        case GATEWAY -> Set.of("gateway");
        case WORKER -> Set.of("worker");
        case ALL -> Set.of("gateway", "worker");
      };
    }
  }

  /** The folder for what is unpacked and installed once. */
  public Path cacheFolder() {
    return text(cache)
        .map(Path::of)
        .or(
            () ->
                text(System.getenv("XDG_CACHE_HOME")).map(home -> Path.of(home, "script-trimmer")))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "script-trimmer"))
        .toAbsolutePath();
  }

  /** The folder that speech models are installed in. */
  public Path modelFolder() {
    return cacheFolder().resolve("models");
  }

  /**
   * The same for a node that serves one video on this machine.
   *
   * @param folder where its objects live
   */
  public AppConfig oneShot(Path folder) {
    return new AppConfig(
        Role.ALL,
        cache,
        log,
        http.onFreePort(),
        management.off(),
        tracing,
        auth.nobody(),
        stream,
        uploads,
        jobs,
        webhooks,
        storage.embeddedIn(folder),
        cluster.alone(),
        progressLog,
        worker,
        media,
        speech,
        segmentation,
        languageModel);
  }

  /** A value that may be left empty in the file. */
  static Optional<String> text(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}
