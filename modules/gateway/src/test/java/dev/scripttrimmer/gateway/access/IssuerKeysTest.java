package dev.scripttrimmer.gateway.access;

import static dev.scripttrimmer.gateway.access.HandMadeTokens.EXPECTED;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.claims;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.jwks;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.pair;
import static dev.scripttrimmer.gateway.access.HandMadeTokens.rs256;
import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.scripttrimmer.gateway.web.ApiException;
import dev.scripttrimmer.testkit.SelfSigned;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that a server of the issuer's hands out over TLS. */
class IssuerKeysTest {
  private static final KeyPair FIRST = pair();
  private static final KeyPair SECOND = pair();
  private static final Quota QUOTA = new Quota(1, 1, 1);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private static Path folder;

  private static SelfSigned certificate;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong now = new AtomicLong();
  private HttpsServer issuer;
  private volatile int status = 200;
  private volatile String answer = jwks(FIRST, "1");

  @BeforeAll
  static void certify() throws Exception {
    certificate = SelfSigned.of(folder, "localhost");
  }

  @BeforeEach
  void serve() throws Exception {
    issuer = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    issuer.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    issuer.createContext("/keys", this::hand);
    issuer.start();
  }

  private void hand(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    try (exchange) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
    result(vertx.close().toCompletionStage());
  }

  @Test
  void tokensAreCheckedWithWhatTheServerHandsOut() throws Exception {
    try (IssuerKeys keys = open()) {
      assertThat(owner(keys, rs256(claims(), FIRST, "1"))).isEqualTo("jwt:alice");
      assertRefused(keys, rs256(claims(), SECOND, "1"));
      assertThat(asked).as("a known name is no reason to ask again").hasValue(1);
    }
  }

  @Test
  void aNewKeyIsFetchedWhenTheFirstTokenNamesIt() throws Exception {
    try (IssuerKeys keys = open()) {
      answer = jwks(SECOND, "2");

      assertThat(owner(keys, rs256(claims(), SECOND, "2"))).isEqualTo("jwt:alice");
      assertRefused(keys, rs256(claims(), FIRST, "1"));
    }
  }

  @Test
  void namesThatNobodyHasMakeNoFloodOfRequests() throws Exception {
    try (IssuerKeys keys = open()) {
      List<Future<Caller.Owner>> tries =
          Stream.iterate(2, name -> name + 1)
              .limit(50)
              .map(name -> keys.authenticate(rs256(claims(), SECOND, "" + name)))
              .toList();

      tries.forEach(IssuerKeysTest::assertRefused);
      assertThat(asked).as("once at the start, once for all").hasValue(2);
      now.addAndGet(IssuerKeys.PAUSE.toNanos());
      answer = jwks(SECOND, "7");
      assertThat(owner(keys, rs256(claims(), SECOND, "7"))).isEqualTo("jwt:alice");
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void whileTheServerIsAwayTheKeysStayAsTheyWere() throws Exception {
    try (IssuerKeys keys = open()) {
      for (Runnable trouble :
          List.<Runnable>of(
              () -> status = 503,
              () -> status = 302,
              () -> answer = "<html>",
              () -> issuer.stop(0))) {
        status = 200;
        trouble.run();
        now.addAndGet(IssuerKeys.PAUSE.toNanos());

        assertRefused(keys, rs256(claims(), SECOND, "2"));
        assertThat(owner(keys, rs256(claims(), FIRST, "1"))).isEqualTo("jwt:alice");
      }
    }
  }

  @Test
  void withoutKeysNothingBegins() {
    status = 404;
    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("404");
    issuer.stop(0);
    assertThatThrownBy(this::open).isInstanceOf(IOException.class);
  }

  @Test
  void aServerThatNobodyVouchesForIsNotBelieved() {
    KeySet untrusted = new KeySet(place("localhost"));
    KeySet anotherHost = keySet(place("127.0.0.1"));

    for (KeySet keySet : List.of(untrusted, anotherHost)) {
      assertThatThrownBy(keySet::read).isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    }
    assertThat(asked).hasValue(0);
  }

  private IssuerKeys open() throws IOException {
    return IssuerKeys.open(vertx, EXPECTED, QUOTA, keySet(place("localhost")), now::get);
  }

  private static KeySet keySet(String place) {
    try {
      return new KeySet(place, LIMIT, HttpClient.newBuilder().sslContext(certificate.context()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String place(String host) {
    return "https://" + host + ":" + issuer.getAddress().getPort() + "/keys";
  }

  private static String owner(Authenticator keys, String token) {
    return result(keys.authenticate(token).toCompletionStage()).name();
  }

  private static void assertRefused(Authenticator keys, String token) {
    assertRefused(keys.authenticate(token));
  }

  private static void assertRefused(Future<Caller.Owner> answer) {
    assertThat(failure(answer.toCompletionStage()))
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.status()).isEqualTo(401));
  }
}
