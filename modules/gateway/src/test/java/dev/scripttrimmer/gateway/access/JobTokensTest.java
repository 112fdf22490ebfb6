package dev.scripttrimmer.gateway.access;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.testkit.InMemoryObjectStore;
import dev.scripttrimmer.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobTokensTest {
  private static final QueueKey KEY = QueueKey.of("https://bucket.s3.test/a.mp4");

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:07Z"));
  private final JobTokens tokens = tokens("secret of the service");

  @Test
  void aTokenNamesItsJobUntilItExpires() {
    String token = tokens.issue(KEY);

    assertThat(tokens.verify(token)).hasValue(KEY);
    clock.advance(Duration.ofMinutes(59));
    assertThat(tokens.verify(token)).hasValue(KEY);
    clock.advance(Duration.ofMinutes(1));
    assertThat(tokens.verify(token)).isEmpty();
  }

  @Test
  void whateverIsAlteredOpensNothing() {
    byte[] token = Base64.getUrlDecoder().decode(tokens.issue(KEY));
    for (int i = 0; i < token.length * 8; i++) {
      byte[] altered = token.clone();
      altered[i / 8] ^= (byte) (1 << i % 8);
      assertThat(tokens.verify(Base64.getUrlEncoder().withoutPadding().encodeToString(altered)))
          .as("bit %d", i)
          .isEmpty();
    }
    Stream.of("", "x", "%%%", tokens.issue(KEY) + "A", tokens("another").issue(KEY))
        .forEach(text -> assertThat(tokens.verify(text)).isEmpty());
  }

  @Test
  void allGatewaysOfAStoreShareOneSecret() {
    InMemoryObjectStore store = new InMemoryObjectStore("bucket");

    CompletableFuture<byte[]> one =
        ServiceSecret.obtain(store, "bucket", "tokens").toCompletableFuture();
    CompletableFuture<byte[]> other =
        ServiceSecret.obtain(store, "bucket", "tokens").toCompletableFuture();

    assertThat(result(one)).hasSize(32).isEqualTo(result(other));
  }

  private JobTokens tokens(String secret) {
    return new JobTokens(secret.getBytes(), Duration.ofHours(1), clock);
  }
}
