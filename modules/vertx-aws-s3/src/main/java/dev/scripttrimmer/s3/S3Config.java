package dev.scripttrimmer.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach an S3 store.
 *
 * @param endpoint scheme, host and port of a store other than Amazon's; empty for Amazon S3
 * @param publicEndpoint where browsers reach the same store, when that is not {@code endpoint};
 *     signed links and object URLs name it
 * @param region such as {@code eu-west-1}; whatever the store expects in signatures
 * @param credentials empty to search for them where Amazon's SDK does: environment, profile,
 *     container, instance
 * @param pathStyle whether buckets are named in the path instead of the host
 */
public record S3Config(
    Optional<URI> endpoint,
    Optional<URI> publicEndpoint,
    String region,
    Optional<Credentials> credentials,
    boolean pathStyle,
    Timeouts timeouts,
    Transfers transfers) {

  public S3Config {
    endpoint.ifPresent(S3Config::requireOrigin);
    publicEndpoint.ifPresent(S3Config::requireOrigin);
    if (!region.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("not a region: " + region);
    }
    if (publicEndpoint.isPresent() && endpoint.isEmpty()) {
      throw new IllegalArgumentException("a public endpoint needs an endpoint");
    }
  }

  /** A store of one's own, addressed by path, with default limits. */
  public static S3Config at(URI endpoint, Credentials credentials) {
    return new S3Config(
        Optional.of(endpoint),
        Optional.empty(),
        "us-east-1",
        Optional.of(credentials),
        true,
        Timeouts.DEFAULT,
        Transfers.DEFAULT);
  }

  /** The same with other time limits. */
  public S3Config with(Timeouts timeouts) {
    return new S3Config(
        endpoint, publicEndpoint, region, credentials, pathStyle, timeouts, transfers);
  }

  /** The same with other transfers. */
  public S3Config with(Transfers transfers) {
    return new S3Config(
        endpoint, publicEndpoint, region, credentials, pathStyle, timeouts, transfers);
  }

  /** The endpoint that browsers see; empty for Amazon S3. */
  Optional<URI> visibleEndpoint() {
    return publicEndpoint.or(() -> endpoint);
  }

  private static void requireOrigin(URI endpoint) {
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    boolean bare = endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/");
    if (!http
        || endpoint.getHost() == null
        || endpoint.getRawUserInfo() != null
        || endpoint.getRawQuery() != null
        || !bare) {
      throw new IllegalArgumentException(
          "an S3 endpoint has the form https://host or http://host:port");
    }
  }

  /**
   * @param secretAccessKey in no log: {@link #toString} leaves it out
   */
  public record Credentials(String accessKeyId, String secretAccessKey) {
    public Credentials {
      if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
        throw new IllegalArgumentException("credentials have an id and a secret");
      }
    }

    @Override
    public String toString() {
      return "Credentials[accessKeyId=" + accessKeyId + "]";
    }
  }

  /**
   * @param connect until a connection stands
   * @param silence between two bytes of an answer or a body
   * @param request for one try of a small request, from its start to its answer's end
   */
  public record Timeouts(Duration connect, Duration silence, Duration request) {
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(10));

    public Timeouts {
      requirePositive(connect);
      requirePositive(silence);
      requirePositive(request);
    }

    private static void requirePositive(Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("a time limit is longer than 0");
      }
    }
  }

  /**
   * @param partSize bytes of one ranged read and of one uploaded part, 5 MiB to 1 GiB; each
   *     transfer holds {@code parallelism} parts in memory while it uploads
   * @param parallelism parts of one transfer under way at once, 1 to 64
   * @param maxConnections open connections to the store, 1 or more
   */
  public record Transfers(long partSize, int parallelism, int maxConnections) {
    public static final Transfers DEFAULT = new Transfers(8L << 20, 4, 64);

    public Transfers {
      if (partSize < 5L << 20 || partSize > 1L << 30) {
        throw new IllegalArgumentException("a part has 5 MiB to 1 GiB");
      }
      if (parallelism < 1 || parallelism > 64) {
        throw new IllegalArgumentException("1 to 64 parts are under way at once");
      }
      if (maxConnections < 1) {
        throw new IllegalArgumentException("a store needs a connection");
      }
    }
  }
}
