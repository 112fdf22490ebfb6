package dev.scripttrimmer.benchmarks.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that this program and all its children that have ended have read (Linux, proc(5)). */
final class ReadBytes {
  private static final String KEY = "rchar: ";

  private ReadBytes() {}

  static long count() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(line -> line.startsWith(KEY))
        .mapToLong(line -> Long.parseLong(line.substring(KEY.length())))
        .findFirst()
        .orElseThrow();
  }
}
