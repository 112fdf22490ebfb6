package dev.scripttrimmer.gateway.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down an address that changes too much: a token bucket for each, which holds a minute's
 * worth. Thread-safe.
 */
public final class RateLimit implements Handler<RoutingContext> {
  private static final int ADDRESSES = 10_000;
  private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

  private final int perMinute;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > ADDRESSES;
        }
      };

  /**
   * @param perMinute requests that may change something, per address
   * @param nanoTime a clock that never goes back
   */
  public RateLimit(int perMinute, LongSupplier nanoTime) {
    this.perMinute = perMinute;
    this.nanoTime = nanoTime;
  }

  @Override
  public void handle(RoutingContext context) {
    if (!Answers.isWrite(context.request().method())) {
      context.next();
      return;
    }
    Duration wait = take(context.request().remoteAddress().hostAddress());
    if (wait.isZero()) {
      context.next();
    } else {
      throw ApiException.tooMany("Too many requests from your address; slow down.", wait);
    }
  }

  /**
   * @return zero when the request may pass, otherwise in how many whole seconds it may
   */
  Duration take(String address) {
    return take(address, perMinute);
  }

  /**
   * The same for somebody with a limit of their own.
   *
   * @param perMinute 1 or more
   */
  public synchronized Duration take(String who, int perMinute) {
    long now = nanoTime.getAsLong();
    Bucket before = buckets.getOrDefault(who, new Bucket(perMinute, now));
    double refill = (now - before.at()) / NANOS_PER_MINUTE * perMinute;
    double tokens = Math.min(perMinute, before.tokens() + refill);
    boolean passes = tokens >= 1;
    buckets.put(who, new Bucket(passes ? tokens - 1 : tokens, now));
    return passes
        ? Duration.ZERO
        : Duration.ofSeconds((long) Math.ceil((1 - tokens) / perMinute * 60));
  }

  private record Bucket(double tokens, long at) {}
}
