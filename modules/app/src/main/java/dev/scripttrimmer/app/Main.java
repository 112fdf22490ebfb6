package dev.scripttrimmer.app;

import dev.scripttrimmer.app.cli.CommandLines;

/** Where the program starts. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // Vert.x and Hazelcast choose their loggers once, when their first classes load.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    System.setProperty("hazelcast.logging.type", "slf4j");
    System.exit(CommandLines.run(arguments));
  }
}
