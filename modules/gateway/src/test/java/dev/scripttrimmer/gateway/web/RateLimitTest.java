package dev.scripttrimmer.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  @Test
  void anAddressThatWritesTooMuchIsSlowedDown() {
    AtomicLong now = new AtomicLong();
    RateLimit limit = RateLimit.ofWrites(60, now::get);

    for (int i = 0; i < 60; i++) {
      assertThat(limit.take("a")).isZero();
    }
    assertThat(limit.take("a")).isEqualTo(Duration.ofSeconds(1));
    assertThat(limit.take("b")).isZero();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(limit.take("a")).isZero();
    assertThat(limit.take("a")).isZero();
    assertThat(limit.take("a")).isEqualTo(Duration.ofSeconds(1));
  }
}
