package dev.scripttrimmer.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that an operator can set about the HTTP side of a node. */
public record GatewayConfig(
    Http http, Streams streams, Uploads uploads, Jobs jobs, Webhooks webhooks) {
  public GatewayConfig {
    require(
        streams.heartbeat().compareTo(http.idleTimeout()) < 0,
        "the heartbeat is shorter than the idle timeout, or quiet streams would be closed");
  }

  /** For a service that tells nobody when jobs have ended. */
  public GatewayConfig(Http http, Streams streams, Uploads uploads, Jobs jobs) {
    this(http, streams, uploads, jobs, Webhooks.NONE);
  }

  /** What fits a node that is used from its own machine, with its objects in {@code bucket}. */
  public static GatewayConfig defaults(String bucket) {
    return new GatewayConfig(
        Http.defaults(), Streams.defaults(), Uploads.defaults(bucket), Jobs.defaults(bucket));
  }

  /**
   * The listener.
   *
   * @param host the address to bind
   * @param port 0 for one that is free
   * @param instances event loops that share the work, 1 or more
   * @param corsOrigins origins, exactly as browsers send them, whose pages may call the service;
   *     its own page always may
   * @param storageOrigins origins of the object store, which the page uploads to and plays from
   * @param bodyLimit bytes that a request's body may have; files go to the store, not through here
   * @param idleTimeout after which a silent connection is closed; longer than a heartbeat
   * @param requestTimeout within which a request's body has to arrive and be answered; progress
   *     streams are exempt
   * @param writesPerMinute requests that may change something, per remote address
   * @param readsPerMinute others, per remote address; without streams and the page's files
   * @param behindProxy whether {@code X-Forwarded-*} headers are believed
   * @param tls certificate and key; empty for plain HTTP
   */
  public record Http(
      String host,
      int port,
      int instances,
      List<String> corsOrigins,
      List<String> storageOrigins,
      int bodyLimit,
      Duration idleTimeout,
      Duration requestTimeout,
      int writesPerMinute,
      int readsPerMinute,
      boolean behindProxy,
      Optional<Tls> tls) {
    public Http {
      corsOrigins = List.copyOf(corsOrigins);
      storageOrigins = List.copyOf(storageOrigins);
      require(port >= 0 && port < 65_536, "port is 0 to 65535");
      require(instances > 0, "instances is 1 or more");
      require(writesPerMinute > 0, "writes per minute are 1 or more");
      require(readsPerMinute > 0, "reads per minute are 1 or more");
      require(bodyLimit > 0, "body limit is 1 byte or more");
      requirePositive(idleTimeout, "idle timeout");
      requirePositive(requestTimeout, "request timeout");
    }

    public static Http defaults() {
      return new Http(
          "127.0.0.1",
          8080,
          1,
          List.of(),
          List.of(),
          64 * 1024,
          Duration.ofSeconds(75),
          Duration.ofSeconds(30),
          600,
          6_000,
          false,
          Optional.empty());
    }
  }

  /** PEM files. */
  public record Tls(Path certificate, Path key) {}

  /** How a quiet stream shows that it lives. */
  public enum HeartbeatStyle {
    /** A comment: no client sees it. */
    COMMENT,
    /** An event {@code {"type":"heartbeat"}}, for clients that watch for silence. */
    EVENT
  }

  /**
   * The progress stream.
   *
   * @param heartbeat between two signs of life; a job of which nothing is heard is looked at by
   *     itself after as long, or two seconds where that is shorter
   * @param retry after which a client reconnects, give or take half
   * @param overloadRetry the same for a client that is turned away
   * @param maxStreams open at once on this node
   * @param maxPerAddress of these, from one remote address
   * @param maxPerKey of these, on one job
   * @param maxKeys jobs in one stream
   * @param writeQueue bytes that may wait for a slow client's socket before it is sent no more; one
   *     that takes nothing for a heartbeat is let go
   * @param linger how long a job that nobody watches any more is kept ready for the next viewer
   */
  public record Streams(
      Duration heartbeat,
      HeartbeatStyle heartbeatStyle,
      Duration retry,
      Duration overloadRetry,
      int maxStreams,
      int maxPerAddress,
      int maxPerKey,
      int maxKeys,
      int writeQueue,
      Duration linger) {
    public Streams {
      requirePositive(heartbeat, "heartbeat");
      requirePositive(retry, "retry");
      requirePositive(overloadRetry, "overload retry");
      requirePositive(linger, "linger");
      require(maxStreams > 0 && maxPerAddress > 0 && maxPerKey > 0, "stream limits are 1 or more");
      require(maxKeys > 0 && maxKeys <= 64, "keys per stream are 1 to 64");
      require(writeQueue > 0, "write queue is 1 byte or more");
    }

    public static Streams defaults() {
      return new Streams(
          Duration.ofSeconds(15),
          HeartbeatStyle.COMMENT,
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          20_000,
          5_000,
          20_000,
          16,
          64 * 1024,
          Duration.ofSeconds(10));
    }
  }

  /**
   * Uploads that browsers make straight to the store.
   *
   * @param bucket where they go
   * @param prefix of their keys, with its slash
   * @param maxBytes of a video
   * @param linkValidity of every signed link
   */
  public record Uploads(String bucket, String prefix, long maxBytes, Duration linkValidity) {
    public Uploads {
      require(prefix.endsWith("/") && prefix.length() > 1, "upload prefix ends with a slash");
      require(maxBytes > 0, "upload limit is 1 byte or more");
      requirePositive(linkValidity, "link validity");
    }

    public static Uploads defaults(String bucket) {
      return new Uploads(bucket, "videos/", 50L << 30, Duration.ofHours(1));
    }
  }

  /**
   * Jobs.
   *
   * @param bucket where their results lie
   * @param maxActive jobs that may wait or run at once, 1 to 1,000; more are turned away
   * @param retryAfter when whoever was turned away may come again
   */
  public record Jobs(String bucket, int maxActive, Duration retryAfter) {
    public Jobs {
      require(maxActive > 0 && maxActive <= 1_000, "active jobs are 1 to 1000");
      requirePositive(retryAfter, "retry after");
    }

    public static Jobs defaults(String bucket) {
      return new Jobs(bucket, 500, Duration.ofSeconds(30));
    }
  }

  /**
   * Whom clients may have told that a job has ended.
   *
   * @param allowedOrigins scheme, host and port, such as {@code https://lms.example.org}; lower
   *     case, and the port only where it is not the usual one
   * @param privateAddresses whether these hosts may have addresses that only this network reaches
   */
  public record Webhooks(Set<String> allowedOrigins, boolean privateAddresses) {
    public static final Webhooks NONE = new Webhooks(Set.of(), false);

    public Webhooks {
      allowedOrigins = Set.copyOf(allowedOrigins);
      requireOrigins(allowedOrigins);
    }

    /**
     * @throws IllegalArgumentException unless each is an origin
     */
    public static void requireOrigins(Collection<String> allowedOrigins) {
      allowedOrigins.forEach(
          origin ->
              require(
                  origin.matches("https?://(?:[a-z0-9.-]+|\\[[0-9a-f:.]+])(?::\\d{1,5})?"),
                  "an origin has the form https://host or https://host:port, not " + origin));
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static void requirePositive(Duration duration, String name) {
    require(duration.toMillis() > 0, name + " is 1 ms or more");
  }
}
