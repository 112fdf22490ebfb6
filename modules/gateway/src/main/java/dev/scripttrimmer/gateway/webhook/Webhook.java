package dev.scripttrimmer.gateway.webhook;

import dev.scripttrimmer.domain.QueueKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * Somebody to tell when a run has ended.
 *
 * @param url a secret, perhaps: in no log
 * @param owner of the job
 * @param attempts deliveries tried so far
 * @param notBefore when the next one may be tried
 */
record Webhook(
    QueueKey key,
    int run,
    URI url,
    String owner,
    int attempts,
    Instant notBefore,
    Instant createdAt) {
  private static final int MAX_ATTEMPTS = 12;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** The same while one more delivery is under way: should its node die, another goes on later. */
  Webhook attempted(Instant now) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MAX_ATTEMPTS));
    Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    return new Webhook(key, run, url, owner, attempts + 1, now.plus(pause), createdAt);
  }

  /** Whether nothing more is tried: after some hours. */
  boolean isGivenUp() {
    return attempts >= MAX_ATTEMPTS;
  }
}
