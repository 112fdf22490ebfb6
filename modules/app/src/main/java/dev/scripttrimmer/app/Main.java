package dev.scripttrimmer.app;

import dev.scripttrimmer.app.cli.CommandLines;

/** Where the program starts. */
public final class Main {
  /** BSD's {@code EX_SOFTWARE}: a defect of the program. */
  private static final int DEFECT = 70;

  private Main() {}

  public static void main(String[] arguments) {
    // Vert.x and Hazelcast choose their loggers once, when their first classes load.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    System.setProperty("hazelcast.logging.type", "slf4j");
    int exitCode = DEFECT;
    try {
      exitCode = CommandLines.run(arguments);
    } finally {
      // Threads that a broken start left behind must not keep a dead program alive.
      System.exit(exitCode);
    }
  }
}
