package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.app.config.ConfigReference;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a configuration, or describes all that can be configured. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Checks the configuration that a node would start with.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Option(names = "--markdown", description = "Describes every key instead, as a page of Markdown.")
  private boolean markdown;

  @Override
  public Integer call() {
    if (markdown) {
      System.out.print(ConfigReference.markdown());
    } else {
      config.load(Map.of());
      System.out.println("The configuration can be used.");
    }
    return TrimCommand.DONE;
  }
}
