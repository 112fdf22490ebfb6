package dev.scripttrimmer.vosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Files and their SHA-256 digests, as {@code sha256sum} writes and checks them. */
final class ChecksumList {
  private final Map<String, String> digests;

  private ChecksumList(Map<String, String> digests) {
    this.digests = digests;
  }

  /** Reads lines of a digest in hexadecimal, two spaces and a relative path. */
  static ChecksumList parse(String text) {
    Map<String, String> digests = new TreeMap<>();
    text.lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.split(" [ *]", 2))
        .forEach(fields -> digests.put(fields[1], fields[0]));
    return new ChecksumList(digests);
  }

  /** Relative paths. */
  Set<String> files() {
    return digests.keySet();
  }

  /** Whether every file is in {@code folder} and unharmed. */
  boolean matches(Path folder) throws IOException {
    for (Map.Entry<String, String> entry : digests.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      if (!Files.isRegularFile(file)
          || !sha256(Files.readAllBytes(file)).equals(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
