package dev.scripttrimmer.vosk;

import java.nio.file.Path;
import java.util.List;

/** A process of its own that fails unless the model it is given hears a word in Cyrillic. */
final class HearForeignWord {
  private HearForeignWord() {}

  public static void main(String[] args) {
    InstalledModel model = InstalledModel.in(Path.of(args[0]));
    try (VoskTranscriber transcriber = new VoskTranscriber(model)) {
      List<String> words = Speech.text(Speech.transcribe(transcriber, Speech.chunk()));
      if (!words.contains("тесто")) {
        throw new AssertionError(words);
      }
    }
  }
}
