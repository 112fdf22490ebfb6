package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vosk.Model;
import org.vosk.SpeakerModel;

/**
 * A model in this process's memory that recognisers borrow; freed once, when it is closed and the
 * last of them has given it back.
 */
final class SharedModel implements SpeechEngine {
  private final Model model;
  private final Optional<SpeakerModel> speakers;
  private int borrowers;
  private boolean closing;
  private boolean freed;

  private SharedModel(Model model, Optional<SpeakerModel> speakers) {
    this.model = model;
    this.speakers = speakers;
  }

  /**
   * @param speakers folder of a speaker model
   * @throws SpeechModelException when the native library or the model does not load
   */
  static SharedModel load(Path folder, Optional<Path> speakers) {
    ModelLayout.check(folder);
    try {
      NativeVosk.load();
      // The smaller one first: it is not freed when the other does not load.
      Optional<SpeakerModel> voices = speakers.map(SpeakerFolder::load);
      return new SharedModel(new Model(folder.toString()), voices);
    } catch (IOException e) {
      throw new SpeechModelException(
          "The speech model in "
              + folder
              + " does not load: its files are damaged, or too new for this recogniser.",
          e);
    } catch (LinkageError e) {
      throw new SpeechModelException(
          "The speech recogniser's native library does not run on this system.", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws TrimException {@code RECOGNISER_FAILED} once this is closing
   */
  @Override
  public Session open() {
    borrow();
    boolean opened = false;
    try {
      Session session = new VoskSession(model, speakers, this::giveBack);
      opened = true;
      return session;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!opened) {
        giveBack();
      }
    }
  }

  private synchronized void borrow() {
    if (closing) {
      throw new TrimException(
          ErrorCode.RECOGNISER_FAILED, "The speech recogniser of this node is shutting down.");
    }
    borrowers++;
  }

  private synchronized void giveBack() {
    borrowers--;
    notifyAll();
  }

  /** Waits for the borrowers, interrupted or not: a model freed too early kills the process. */
  @Override
  public synchronized void close() {
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
      speakers.ifPresent(SpeakerModel::close);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
