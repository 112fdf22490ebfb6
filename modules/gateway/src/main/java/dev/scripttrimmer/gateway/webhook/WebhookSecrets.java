package dev.scripttrimmer.gateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as Standard Webhooks has it: HMAC-SHA-256 of id, time stamp and body. Each owner
 * has a secret of their own, so that nobody can forge what another one is told.
 */
public final class WebhookSecrets {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "script-trimmer webhook 1:";

  private final byte[] service;

  /**
   * @param service a secret that all gateways share
   */
  public WebhookSecrets(byte[] service) {
    this.service = service.clone();
  }

  /** The owner's secret in the form that receivers' libraries take: {@code whsec_...}. */
  public String of(String owner) {
    return "whsec_" + Base64.getEncoder().encodeToString(bytes(owner));
  }

  /**
   * @param timestamp seconds since 1970
   * @return the value of the header {@code webhook-signature}
   */
  String sign(String owner, String id, long timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return "v1," + Base64.getEncoder().encodeToString(hmac(bytes(owner), head, body));
  }

  private byte[] bytes(String owner) {
    return hmac(service, (PURPOSE + owner).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] secret, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + ALGORITHM, e);
    }
  }
}
