package dev.scripttrimmer.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** Keeps a program in the foreground until it is told to stop. */
final class Foreground {
  private Foreground() {}

  /**
   * Blocks for as long as the process lives.
   *
   * @param close what to do on the way out, whatever signal asked for it
   */
  static void hold(Runnable close) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close.run();
                  stopped.countDown();
                },
                "shutdown"));
    stopped.await();
  }

  /** Has the process end when its standard input does, so that it never outlives its parent. */
  static void endWithInput() {
    Thread watch =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // As good as its end.
              }
              System.exit(TrimCommand.DONE);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
