package dev.scripttrimmer.app.config;

import java.util.Locale;

/** {@code log} in the shipped file. */
public record LogSection(Level level, Format format) {
  /** How much is logged. */
  public enum Level {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** For whom it is logged. */
  public enum Format {
    TEXT,
    JSON
  }

  /** Takes effect on what logs for the first time after this. */
  public void apply() {
    System.setProperty("script-trimmer.log.level", level.name());
    System.setProperty("script-trimmer.log.format", format.name().toLowerCase(Locale.ROOT));
  }
}
