package dev.scripttrimmer.jobstore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A content with its length and SHA-256 in a line before it, so that one object holds both: there
 * is no moment at which one is there without the other.
 */
final class Envelope {
  private static final Pattern HEADER = Pattern.compile("v1 (\\d{1,10}) ([0-9a-f]{64})");
  private static final int MAX_HEADER = 80;

  private Envelope() {}

  static byte[] seal(byte[] content) {
    byte[] header =
        ("v1 " + content.length + " " + Sha256.of(content) + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] envelope = Arrays.copyOf(header, header.length + content.length);
    System.arraycopy(content, 0, envelope, header.length, content.length);
    return envelope;
  }

  /** The content; empty when it is not what was sealed. */
  static Optional<byte[]> open(byte[] envelope) {
    String start =
        new String(envelope, 0, Math.min(envelope.length, MAX_HEADER), StandardCharsets.US_ASCII);
    int end = start.indexOf('\n');
    Matcher header = HEADER.matcher(end < 0 ? "" : start.substring(0, end));
    if (!header.matches()) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(envelope, end + 1, envelope.length);
    boolean whole =
        Long.parseLong(header.group(1)) == content.length
            && header.group(2).equals(Sha256.of(content));
    return whole ? Optional.of(content) : Optional.empty();
  }
}
