package dev.scripttrimmer.embeddeds3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Remembers which free port was taken: URLs of objects name it, and outlive a restart. */
final class KeptPort {
  private final Path file;

  KeptPort(Path file) {
    this.file = file;
  }

  /** Empty when there was none, or nobody can tell. */
  OptionalInt last() throws IOException {
    try {
      String text = Files.readString(file).strip();
      return text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= 65_535
          ? OptionalInt.of(Integer.parseInt(text))
          : OptionalInt.empty();
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    }
  }

  void keep(int port) throws IOException {
    Files.writeString(file, port + "\n");
  }
}
