package dev.scripttrimmer.embeddeds3;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Credentials of an S3 user.
 *
 * @param id names the user; not blank
 * @param secret signs requests; not blank, and in no log: {@link #toString} leaves it out
 */
public record AccessKey(String id, String secret) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public AccessKey {
    if (id.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("an access key has an id and a secret");
    }
  }

  /** A key that nobody can guess: its secret has 240 random bits. */
  public static AccessKey random() {
    byte[] id = new byte[10];
    byte[] secret = new byte[30];
    RANDOM.nextBytes(id);
    RANDOM.nextBytes(secret);
    return new AccessKey(
        HexFormat.of().formatHex(id).toUpperCase(Locale.ROOT),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  @Override
  public String toString() {
    return "AccessKey[id=" + id + "]";
  }
}
