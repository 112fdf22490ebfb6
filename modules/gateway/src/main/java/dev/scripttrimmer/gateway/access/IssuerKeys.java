package dev.scripttrimmer.gateway.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows owners by tokens of an issuer who changes keys now and then. They are looked at every few
 * minutes, and when a token names one that is not known: not more often than every half minute,
 * since anybody can write such a token. Keys that cannot be had stay as they were.
 */
public final class IssuerKeys implements Authenticator, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration LOOK = Duration.ofMinutes(5);
  static final Duration PAUSE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final KeySet keySet;
  private final JsonWebTokens tokens;
  private final LongSupplier nanoTime;
  private final long timer;
  private Future<Void> look = Future.succeededFuture();
  private long lookedAt;

  private IssuerKeys(Vertx vertx, KeySet keySet, JsonWebTokens tokens, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.keySet = keySet;
    this.tokens = tokens;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong() - PAUSE.toNanos();
    this.timer = vertx.setPeriodic(LOOK.toMillis(), again -> look());
  }

  /**
   * Reads the keys; blocks.
   *
   * @throws IOException when they cannot be had
   * @throws IllegalArgumentException when they are no set of public keys
   */
  public static IssuerKeys open(
      Vertx vertx, JsonWebTokens.Expected expected, Quota quota, KeySet keySet) throws IOException {
    return open(vertx, expected, quota, keySet, System::nanoTime);
  }

  static IssuerKeys open(
      Vertx vertx,
      JsonWebTokens.Expected expected,
      Quota quota,
      KeySet keySet,
      LongSupplier nanoTime)
      throws IOException {
    JsonWebTokens tokens = JsonWebTokens.withKeys(vertx, expected, quota, keySet.read());
    return new IssuerKeys(vertx, keySet, tokens, nanoTime);
  }

  @Override
  public Future<Caller.Owner> authenticate(String credential) {
    if (!tokens.namesUnknownKey(credential)) {
      return tokens.authenticate(credential);
    }
    return lookUnlessJustDone().compose(looked -> tokens.authenticate(credential));
  }

  private synchronized Future<Void> lookUnlessJustDone() {
    return nanoTime.getAsLong() - lookedAt < PAUSE.toNanos() ? look : look();
  }

  /**
   * @return succeeds once it is over, whatever came of it
   */
  private synchronized Future<Void> look() {
    if (look.isComplete()) {
      lookedAt = nanoTime.getAsLong();
      look =
          vertx
              .<Void>executeBlocking(
                  () -> {
                    tokens.replaceKeys(keySet.read());
                    return null;
                  },
                  false)
              .onFailure(e -> LOG.warn("token keys stay as they were cause={}", e.toString()))
              .otherwiseEmpty();
    }
    return look;
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}
