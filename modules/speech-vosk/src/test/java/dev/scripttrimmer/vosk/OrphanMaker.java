package dev.scripttrimmer.vosk;

import java.nio.file.Path;

/** A node that is there to be killed: it starts a recogniser's process and says which. */
final class OrphanMaker {
  private OrphanMaker() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (IsolatedTranscriber transcriber =
        IsolatedTranscriber.start(InstalledModel.in(Path.of(arguments[0]))).await()) {
      Speech.transcribe(transcriber, Speech.chunk());
      ProcessHandle.current().children().forEach(child -> System.out.println(child.pid()));
      Thread.currentThread().join();
    }
  }
}
