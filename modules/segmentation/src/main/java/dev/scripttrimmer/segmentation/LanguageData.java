package dev.scripttrimmer.segmentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a language, in files beside the classes; in those of text {@code #} begins a
 * comment.
 */
final class LanguageData {
  private LanguageData() {}

  /** The lines of a file, without comments and without empty ones. */
  static List<String> lines(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading language data " + name, e);
    }
  }

  /** To be closed by the caller. */
  static InputStream open(String name) {
    InputStream in = LanguageData.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("no language data " + name);
    }
    return in;
  }

  /** The words of a file, parted by white space. */
  static Set<String> words(String name) {
    return lines(name).stream()
        .flatMap(line -> Stream.of(line.split("\\s+")))
        .collect(Collectors.toUnmodifiableSet());
  }
}
