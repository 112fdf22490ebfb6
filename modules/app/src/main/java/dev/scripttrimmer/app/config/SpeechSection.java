package dev.scripttrimmer.app.config;

import java.util.Optional;

/** {@code speech} in the shipped file. */
public record SpeechSection(String model, Isolation isolation) {
  /** Where the recogniser runs. */
  public enum Isolation {
    PROCESS,
    NONE
  }

  /** Empty: the program chooses. */
  public Optional<String> configured() {
    return AppConfig.text(model);
  }
}
