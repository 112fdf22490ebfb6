package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.domain.QueueKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Capability tokens: whoever holds one may read one job until it expires. They are for what cannot
 * send headers, such as {@code EventSource} and players.
 *
 * <p>A token is key, expiry and an HMAC-SHA-256 of both, in base64url; nothing is kept of it.
 */
public final class JobTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE =
      "script-trimmer job token 1".getBytes(StandardCharsets.UTF_8);
  private static final int KEY_BYTES = 16;
  private static final int MAC_BYTES = 32;
  private static final int LENGTH = KEY_BYTES + Long.BYTES + MAC_BYTES;

  private final SecretKeySpec secret;
  private final Duration validity;
  private final Clock clock;

  /**
   * @param secret the same on all gateways
   */
  public JobTokens(byte[] secret, Duration validity, Clock clock) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
    this.validity = validity;
    this.clock = clock;
  }

  /** A token for the job that is good from now on. */
  public String issue(QueueKey key) {
    byte[] claim =
        ByteBuffer.allocate(KEY_BYTES + Long.BYTES)
            .put(HexFormat.of().parseHex(key.value()))
            .putLong(clock.instant().plus(validity).getEpochSecond())
            .array();
    byte[] token = ByteBuffer.allocate(LENGTH).put(claim).put(sign(claim)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** The job that the token opens; empty when it is forged, altered or expired. */
  public Optional<QueueKey> verify(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != LENGTH) {
      return Optional.empty();
    }
    byte[] claim = new byte[KEY_BYTES + Long.BYTES];
    byte[] mac = new byte[MAC_BYTES];
    ByteBuffer.wrap(bytes).get(claim).get(mac);
    boolean ours = MessageDigest.isEqual(mac, sign(claim));
    long expiry = ByteBuffer.wrap(claim).getLong(KEY_BYTES);
    return ours && clock.instant().getEpochSecond() < expiry
        ? Optional.of(new QueueKey(HexFormat.of().formatHex(claim, 0, KEY_BYTES)))
        : Optional.empty();
  }

  private byte[] sign(byte[] claim) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(PURPOSE);
      return mac.doFinal(claim);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + ALGORITHM, e);
    }
  }
}
