package dev.scripttrimmer.vosk;

import java.nio.file.Path;

/** A process of its own that unpacks the demo model into the folder it is given. */
final class UnpackDemoModel {
  private UnpackDemoModel() {}

  public static void main(String[] args) {
    new DemoModel(Path.of(args[0])).unpack();
  }
}
