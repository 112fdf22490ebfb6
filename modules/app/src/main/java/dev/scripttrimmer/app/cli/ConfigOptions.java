package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.app.config.AppConfig;
import dev.scripttrimmer.app.config.ConfigLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command which starts a node has. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "YAML",
      description =
          "Configuration; keys that are left out keep the defaults of conf/script-trimmer.yaml.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one configuration key, such as http.port=9000.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Speech model: the name of an installed one, or a folder.")
  private String model;

  /**
   * Loads the configuration and sets up logging by it.
   *
   * @param more keys that other options set; {@code --set} comes before them
   */
  AppConfig load(Map<String, String> more) {
    Map<String, String> overrides = new LinkedHashMap<>(more);
    overrides.putAll(settings);
    if (model != null) {
      overrides.put("speech.model", model);
    }
    AppConfig config =
        new ConfigLoader().load(Optional.ofNullable(file), System.getenv(), overrides);
    config.log().apply();
    return config;
  }

  /** The same options, for another process. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (file != null) {
      arguments.addAll(List.of("--config", file.toAbsolutePath().toString()));
    }
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    if (model != null) {
      arguments.addAll(List.of("--model", model));
    }
    return arguments;
  }
}
