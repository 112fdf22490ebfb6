package dev.scripttrimmer.gateway.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Slows down an address that asks too much: a token bucket for each, which holds a minute's worth.
 * Thread-safe.
 */
public final class RateLimit implements Handler<RoutingContext> {
  private static final int ADDRESSES = 10_000;
  private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

  /** Streams have limits of their own, the page's files are many and cost little. */
  private static final List<String> FREE_TO_READ =
      List.of("/progress-stream-endpoint", "/health/", "/eventbus/", "/css/", "/js/", "/webjars/");

  private final int perMinute;
  private final Predicate<RoutingContext> counted;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > ADDRESSES;
        }
      };

  private RateLimit(int perMinute, Predicate<RoutingContext> counted, LongSupplier nanoTime) {
    this.perMinute = perMinute;
    this.counted = counted;
    this.nanoTime = nanoTime;
  }

  /**
   * @param perMinute requests that may change something, per address
   * @param nanoTime a clock that never goes back
   */
  public static RateLimit ofWrites(int perMinute, LongSupplier nanoTime) {
    return new RateLimit(perMinute, RateLimit::writes, nanoTime);
  }

  /**
   * @param perMinute other requests, per address
   * @param nanoTime a clock that never goes back
   */
  public static RateLimit ofReads(int perMinute, LongSupplier nanoTime) {
    return new RateLimit(perMinute, RateLimit::reads, nanoTime);
  }

  private static boolean writes(RoutingContext context) {
    return Answers.isWrite(context.request().method());
  }

  private static boolean reads(RoutingContext context) {
    return !writes(context)
        && FREE_TO_READ.stream().noneMatch(context.normalizedPath()::startsWith);
  }

  @Override
  public void handle(RoutingContext context) {
    if (!counted.test(context)) {
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
