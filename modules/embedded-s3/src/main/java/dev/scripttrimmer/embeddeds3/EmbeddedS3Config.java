package dev.scripttrimmer.embeddeds3;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to run an embedded S3 server.
 *
 * @param folder holds everything the server keeps; created when absent. Its file system must have
 *     user-defined attributes (ext4, xfs and btrfs do)
 * @param host the address to listen on, such as {@code 127.0.0.1}
 * @param port 0 to 65535; 0 takes any free one, and the same again at later starts if it is free
 * @param accessKey who may use the server; empty to use the one kept in the folder, made at the
 *     first start
 * @param corsOrigins exact origins, such as {@code http://localhost:8080}, whose pages may reach
 *     the server from a browser; {@code *} for all
 * @param buckets made at start when absent
 */
public record EmbeddedS3Config(
    Path folder,
    String host,
    int port,
    Optional<AccessKey> accessKey,
    List<String> corsOrigins,
    List<String> buckets) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[a-zA-Z0-9.\\-\\[\\]:]+");

  public EmbeddedS3Config {
    if (host.isBlank()) {
      throw new IllegalArgumentException("an S3 server listens on a host");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    corsOrigins = List.copyOf(corsOrigins);
    buckets = List.copyOf(buckets);
    corsOrigins.forEach(origin -> require(ORIGIN, origin, "not an origin: "));
    buckets.forEach(bucket -> require(BUCKET, bucket, "not a bucket name: "));
  }

  /** A server on a free port of the loopback interface, for pages of any origin. */
  public static EmbeddedS3Config inFolder(Path folder, String... buckets) {
    return new EmbeddedS3Config(
        folder, "127.0.0.1", 0, Optional.empty(), List.of("*"), List.of(buckets));
  }

  /** The same on a given port. */
  public EmbeddedS3Config withPort(int port) {
    return new EmbeddedS3Config(folder, host, port, accessKey, corsOrigins, buckets);
  }

  /** The same for a given access key. */
  public EmbeddedS3Config withAccessKey(AccessKey accessKey) {
    return new EmbeddedS3Config(folder, host, port, Optional.of(accessKey), corsOrigins, buckets);
  }

  /** The same for pages of these origins only. */
  public EmbeddedS3Config withCorsOrigins(String... origins) {
    return new EmbeddedS3Config(folder, host, port, accessKey, List.of(origins), buckets);
  }

  private static void require(Pattern shape, String value, String complaint) {
    if (!shape.matcher(value).matches()) {
      throw new IllegalArgumentException(complaint + value);
    }
  }
}
