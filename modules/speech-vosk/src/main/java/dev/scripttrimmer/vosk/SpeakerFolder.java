package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vosk.SpeakerModel;

/** A folder with one of Vosk's speaker models, such as {@code vosk-model-spk-0.4}. */
final class SpeakerFolder {
  /** Whatever is missing, the native loader says no more than that it failed. */
  static final List<String> FILES =
      List.of("mfcc.conf", "final.ext.raw", "mean.vec", "transform.mat");

  private SpeakerFolder() {}

  /**
   * @throws SpeechModelException when {@code folder} lacks files
   */
  static void check(Path folder) {
    List<String> missing =
        FILES.stream().filter(file -> !Files.isRegularFile(folder.resolve(file))).toList();
    if (!missing.isEmpty()) {
      throw new SpeechModelException(
          "VOSK_SPK_MODEL_PATH names no Vosk speaker model: in "
              + folder
              + " there is no "
              + String.join(", ", missing)
              + ".");
    }
  }

  /**
   * @throws SpeechModelException when the model does not load
   */
  static SpeakerModel load(Path folder) {
    check(folder);
    try {
      return new SpeakerModel(folder.toString());
    } catch (IOException e) {
      throw new SpeechModelException(
          "The speaker model in " + folder + " does not load: its files are damaged.", e);
    }
  }
}
