package dev.scripttrimmer.gateway.access;

import static dev.scripttrimmer.gateway.access.HandMadeTokens.EXPECTED;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.claims;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.encoded;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.header;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.hmac;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.jwks;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.pair;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.rs256;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.without;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonWebTokensTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final KeyPair PAIR = pair();
  private static final KeyPair OTHERS = pair();
  private static final Quota QUOTA = new Quota(1, 1, 1);

  private final Vertx vertx = Vertx.vertx();
  private final JsonWebTokens shared = JsonWebTokens.withSecret(vertx, EXPECTED, QUOTA, SECRET);
  private final JsonWebTokens issued =
      JsonWebTokens.withKeys(vertx, EXPECTED, QUOTA, jwks(PAIR, "1"));

  @AfterEach
  void stop() {
    result(vertx.close().toCompletionStage());
  }

  @Test
  void theSubjectIsTheOwner() {
    assertThat(owner(shared, hs256(claims()))).isEqualTo("jwt:alice");
    assertThat(owner(issued, rs256(claims(), PAIR, "1"))).isEqualTo("jwt:alice");
    assertThat(
            owner(
                shared, hs256(claims().put("aud", new JsonArray().add("x").add("script-trimmer")))))
        .isEqualTo("jwt:alice");
  }

  @Test
  void aTokenForOthersOrOfAnotherTimeIsRefused() {
    long now = Instant.now().getEpochSecond();
    for (JsonObject wrong :
        List.of(
            claims().put("iss", "https://evil.example"),
            without("iss"),
            claims().put("aud", "another-service"),
            without("aud"),
            claims().put("exp", now - 60),
            without("exp"),
            claims().put("exp", "never"),
            claims().put("nbf", now + 600),
            without("sub"),
            claims().put("sub", " "),
            claims().put("sub", 7))) {
      assertRefused(shared, hs256(wrong));
      assertRefused(issued, rs256(wrong, PAIR, "1"));
    }
  }

  @Test
  void aSignatureThatIsNotTheIssuersIsRefused() {
    String good = rs256(claims(), PAIR, "1");
    String unsigned = encoded(new JsonObject().put("alg", "none")) + "." + encoded(claims()) + ".";
    String publicAsSecret = hmac(header("HS256", "1"), claims(), PAIR.getPublic().getEncoded());

    for (String wrong :
        List.of(
            rs256(claims(), OTHERS, "1"),
            rs256(claims(), OTHERS, "2"),
            unsigned,
            unsigned + "x",
            publicAsSecret,
            hs256(claims()),
            good.substring(0, good.length() - 4) + "AAAA",
            good.substring(0, good.lastIndexOf('.') + 1),
            good.substring(0, good.lastIndexOf('.')),
            "",
            "a.b.c",
            "..")) {
      assertRefused(issued, wrong);
    }
    assertRefused(shared, hmac(header("HS256", "1"), claims(), "another".getBytes()));
    assertRefused(shared, unsigned);
    assertRefused(shared, good);
  }

  @Test
  void theIssuerMayChangeItsKeys() {
    assertRefused(issued, rs256(claims(), OTHERS, "2"));

    issued.replaceKeys(jwks(OTHERS, "2"));

    assertThat(owner(issued, rs256(claims(), OTHERS, "2"))).isEqualTo("jwt:alice");
    assertRefused(issued, rs256(claims(), PAIR, "1"));
    assertThatThrownBy(() -> issued.replaceKeys("{}")).isInstanceOf(IllegalArgumentException.class);
    assertThat(owner(issued, rs256(claims(), OTHERS, "2"))).isEqualTo("jwt:alice");
  }

  @Test
  void whatIsNoPublicKeySetIsRefusedAtTheStart() {
    for (String wrong :
        List.of(
            "",
            "[]",
            "{\"keys\": []}",
            "{\"keys\": [7]}",
            "{\"keys\": [{\"kty\": \"oct\", \"k\": \"AA\"}]}")) {
      assertThatThrownBy(() -> JsonWebTokens.withKeys(vertx, EXPECTED, QUOTA, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> JsonWebTokens.withSecret(vertx, EXPECTED, QUOTA, "short"))
        .hasMessageContaining("32 bytes");
  }

  private static String owner(JsonWebTokens tokens, String token) {
    return result(tokens.authenticate(token).toCompletionStage()).name();
  }

  private static void assertRefused(JsonWebTokens tokens, String token) {
    assertThat(tokens.authenticate(token).failed()).as(token).isTrue();
  }

  private static String hs256(JsonObject claims) {
    return hmac(
        new JsonObject().put("alg", "HS256"), claims, SECRET.getBytes(StandardCharsets.UTF_8));
  }
}
