package dev.scripttrimmer.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An API key as it is kept: by its hash alone. A key has 256 random bits, so that a plain hash,
 * which is quick to check, gives nothing away.
 *
 * @param name of its holder: lower-case letters, digits, dots and hyphens, at most 64
 * @param sha256 of the key's UTF-8 bytes
 */
public record ApiKey(String name, Hash sha256, Quota quota) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final String MARK = "trim_";
  private static final int BYTES = 32;

  public ApiKey {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a key's name has lower-case letters, digits, dots and hyphens, at most 64");
    }
  }

  /** A new key, to be shown to its holder once. */
  public static String generate() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    // The mark lets scanners find keys that were published by mistake.
    return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Whether this is the hash of a key; takes the same time whichever. */
  boolean matches(Hash presented) {
    return MessageDigest.isEqual(sha256.bytes(), presented.bytes());
  }

  /** A SHA-256 digest. */
  public record Hash(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    public Hash {
      if (!SHAPE.matcher(hex).matches()) {
        throw new IllegalArgumentException("a SHA-256 digest has 64 lower-case hex digits");
      }
    }

    public static Hash of(String key) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return new Hash(
            HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8))));
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java platform has SHA-256", e);
      }
    }

    private byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }
  }
}
