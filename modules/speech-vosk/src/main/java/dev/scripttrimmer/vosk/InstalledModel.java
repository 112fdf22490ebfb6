package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import java.nio.file.Path;

/**
 * A Vosk model on this machine.
 *
 * @param path a folder that holds every file the recogniser asks for
 */
public record InstalledModel(Path path, SpeechModel model) {
  /**
   * The model in {@code folder}, named after it.
   *
   * @throws SpeechModelException when files are missing
   */
  static InstalledModel in(Path folder) {
    ModelLayout.check(folder);
    Path absolute = folder.toAbsolutePath().normalize();
    String name = String.valueOf(absolute.getFileName());
    return new InstalledModel(
        absolute, new SpeechModel(name, ModelLanguage.ofModelName(name), false));
  }
}
