package dev.scripttrimmer.vosk;

import java.io.IOException;
import org.vosk.Model;

/**
 * A loaded model that recognisers borrow; freed once, when it is closed and the last of them has
 * given it back.
 */
final class SharedModel {
  private final Model model;
  private int borrowers;
  private boolean closing;
  private boolean freed;

  private SharedModel(Model model) {
    this.model = model;
  }

  /**
   * @throws SpeechModelException when the native library or the model does not load
   */
  static SharedModel load(InstalledModel installed) {
    ModelLayout.check(installed.path());
    try {
      NativeVosk.load();
      return new SharedModel(new Model(installed.path().toString()));
    } catch (IOException e) {
      throw new SpeechModelException(
          "The speech model in "
              + installed.path()
              + " does not load: its files are damaged, or too new for this recogniser.",
          e);
    } catch (LinkageError e) {
      throw new SpeechModelException(
          "The speech recogniser's native library does not run on this system.", e);
    }
  }

  /**
   * @return the model, to be given back; null once this is closing
   */
  synchronized Model borrow() {
    if (closing) {
      return null;
    }
    borrowers++;
    return model;
  }

  synchronized void giveBack() {
    borrowers--;
    notifyAll();
  }

  /** Waits for the borrowers, interrupted or not: a model freed too early kills the process. */
  synchronized void close() {
    closing = true;
    boolean interrupted = false;
    while (borrowers > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (!freed) {
      freed = true;
      model.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
