package dev.scripttrimmer.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public name of a job: lower-case hex MD5 of the {@code s3_url} exactly as the client sent it.
 *
 * <p>MD5 is what existing clients compute; it names, it does not protect.
 *
 * @param value 32 lower-case hex digits
 */
public record QueueKey(String value) implements Comparable<QueueKey> {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

  public QueueKey {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a queue key is 32 lower-case hex digits");
    }
  }

  /** The key of the job for this URL. */
  public static QueueKey of(String s3Url) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(s3Url.getBytes(StandardCharsets.UTF_8));
      return new QueueKey(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }

  /** The key that {@code text} is, as far as it is one. */
  public static Optional<QueueKey> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new QueueKey(text)) : Optional.empty();
  }

  @Override
  public int compareTo(QueueKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
