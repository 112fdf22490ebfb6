package dev.scripttrimmer.gateway.access;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens by hand, so that nothing but the standard says what is a right one. */
final class HandMadeTokens {
  static final JsonWebTokens.Expected EXPECTED =
      new JsonWebTokens.Expected("https://issuer.example", "script-trimmer");

  private HandMadeTokens() {}

  static JsonObject claims() {
    return new JsonObject()
        .put("iss", "https://issuer.example")
        .put("aud", "script-trimmer")
        .put("sub", "alice")
        .put("exp", Instant.now().getEpochSecond() + 600);
  }

  static JsonObject without(String claim) {
    JsonObject claims = claims();
    claims.remove(claim);
    return claims;
  }

  static JsonObject header(String algorithm, String keyId) {
    return new JsonObject().put("typ", "JWT").put("alg", algorithm).put("kid", keyId);
  }

  static String hmac(JsonObject header, JsonObject claims, byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String content = encoded(header) + "." + encoded(claims);
      return content + "." + encoded(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String rs256(JsonObject claims, KeyPair pair, String keyId) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      String content = encoded(header("RS256", keyId)) + "." + encoded(claims);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String jwks(KeyPair pair, String keyId) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return new JsonObject()
        .put(
            "keys",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("kty", "RSA")
                        .put("alg", "RS256")
                        .put("use", "sig")
                        .put("kid", keyId)
                        .put("n", unsigned(key.getModulus()))
                        .put("e", unsigned(key.getPublicExponent()))))
        .encode();
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return encoded(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  static String encoded(JsonObject json) {
    return encoded(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
