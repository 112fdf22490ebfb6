package dev.scripttrimmer.app.cli;

import dev.scripttrimmer.app.node.OneShotNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts a node and stops it, so that a build can keep the classes which that loads. */
@Command(name = "warm-up", hidden = true, description = "Starts a node and stops it.")
final class WarmUpCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Override
  public Integer call() {
    // In one process, so that the recogniser's classes are among them.
    OneShotNode.start(config.load(Map.of("log.level", "warn", "speech.isolation", "none"))).close();
    return TrimCommand.DONE;
  }
}
