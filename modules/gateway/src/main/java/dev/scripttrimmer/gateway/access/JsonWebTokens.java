package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.gateway.web.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows owners by JSON Web Tokens (RFC 7519) that somebody else issues: signed, for this service,
 * by that issuer, and not expired. The subject is the owner.
 */
public final class JsonWebTokens implements Authenticator {
  private static final int MIN_SECRET_BYTES = 32;

  /** By how much the issuer's clock may differ. */
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Expected expected;
  private final Quota quota;
  private volatile Keys keys;

  private JsonWebTokens(Vertx vertx, Expected expected, Quota quota, JWTAuthOptions options) {
    this.vertx = vertx;
    this.expected = expected;
    this.quota = quota;
    this.keys = keys(options);
  }

  /**
   * @param names of keys that have one
   */
  private record Keys(JWTAuth verifier, Set<String> names) {}

  /** What every token has to say. */
  public record Expected(String issuer, String audience) {
    public Expected {
      if (issuer.isBlank() || audience.isBlank()) {
        throw new IllegalArgumentException("tokens are checked for their issuer and audience");
      }
    }

    private JWTOptions options() {
      return new JWTOptions()
          .setIssuer(issuer)
          .addAudience(audience)
          .setLeeway(Math.toIntExact(LEEWAY.toSeconds()));
    }
  }

  /**
   * Tokens signed with HMAC-SHA-256 and a secret that issuer and service share.
   *
   * @throws IllegalArgumentException when it is shorter than 32 bytes (RFC 7518, section 3.2)
   */
  public static JsonWebTokens withSecret(
      Vertx vertx, Expected expected, Quota quota, String secret) {
    if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException("a shared secret has 32 bytes or more");
    }
    JWTAuthOptions options =
        new JWTAuthOptions()
            .setJWTOptions(expected.options())
            .addPubSecKey(new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret));
    return new JsonWebTokens(vertx, expected, quota, options);
  }

  /**
   * Tokens signed with one of the issuer's private keys.
   *
   * @param jwks the public ones, a JSON Web Key Set (RFC 7517)
   * @throws IllegalArgumentException when it is none, or holds anything but public keys
   */
  public static JsonWebTokens withKeys(Vertx vertx, Expected expected, Quota quota, String jwks) {
    return new JsonWebTokens(vertx, expected, quota, options(expected, jwks));
  }

  /**
   * Takes other public keys from now on.
   *
   * @throws IllegalArgumentException as {@link #withKeys}; the keys then stay as they were
   */
  public void replaceKeys(String jwks) {
    keys = keys(options(expected, jwks));
  }

  /**
   * Whether a token names the key that it is signed with, and that key is none of ours.
   *
   * @param token unchecked
   */
  boolean namesUnknownKey(String token) {
    try {
      byte[] header = Base64.getUrlDecoder().decode(token.split("\\.", 2)[0]);
      return new JsonObject(Buffer.buffer(header)).getValue("kid") instanceof String name
          && !keys.names().contains(name);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private Keys keys(JWTAuthOptions options) {
    List<JsonObject> named = Optional.ofNullable(options.getJwks()).orElse(List.of());
    Set<String> names =
        named.stream()
            .map(key -> key.getValue("kid"))
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .collect(Collectors.toUnmodifiableSet());
    return new Keys(JWTAuth.create(vertx, options), names);
  }

  private static JWTAuthOptions options(Expected expected, String jwks) {
    JWTAuthOptions options = new JWTAuthOptions().setJWTOptions(expected.options());
    int found = 0;
    try {
      for (Object entry : new JsonObject(jwks).getJsonArray("keys")) {
        JsonObject key = (JsonObject) entry;
        if ("oct".equals(key.getString("kty"))) {
          throw new IllegalArgumentException("a key set is public; a shared secret is none");
        }
        if ("sig".equals(key.getString("use", "sig"))) {
          options.addJwk(key);
          found++;
        }
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a set of public keys: " + e.getMessage(), e);
    }
    if (found == 0) {
      throw new IllegalArgumentException("the key set has no key to check signatures with");
    }
    return options;
  }

  @Override
  public Future<Caller.Owner> authenticate(String credential) {
    // Composed, because claims of a wrong type make the library throw instead of refusing.
    return Future.succeededFuture(new TokenCredentials(credential))
        .compose(token -> keys.verifier().authenticate(token))
        .map(this::owner)
        .recover(refused -> Future.failedFuture(ApiException.ofStatus(401)));
  }

  private Caller.Owner owner(User user) {
    JsonObject claims = user.attributes().getJsonObject("accessToken", new JsonObject());
    if (claims.getValue("sub") instanceof String subject
        && !subject.isBlank()
        && claims.getValue("exp") instanceof Number) {
      return new Caller.Owner("jwt:" + subject, quota);
    }
    throw new IllegalArgumentException("a token has a subject and expires");
  }
}
