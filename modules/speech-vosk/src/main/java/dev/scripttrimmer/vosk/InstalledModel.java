package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Vosk model on this machine.
 *
 * @param path a folder that holds every file the recogniser asks for
 * @param speakers the folder of a speaker model, which tells voices apart
 */
public record InstalledModel(Path path, SpeechModel model, Optional<Path> speakers) {
  InstalledModel(Path path, SpeechModel model) {
    this(path, model, Optional.empty());
  }

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

  /**
   * The same with a speaker model beside it.
   *
   * @param folder the value of {@code VOSK_SPK_MODEL_PATH}
   * @throws SpeechModelException when that is no complete speaker model
   */
  public InstalledModel withSpeakers(Path folder) {
    SpeakerFolder.check(folder);
    return new InstalledModel(path, model, Optional.of(folder.toAbsolutePath().normalize()));
  }
}
