package dev.scripttrimmer.app.config;

import dev.scripttrimmer.s3.S3Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** {@code storage} in the shipped file. */
public record StorageSection(
    Kind kind,
    String bucket,
    List<String> sourceBuckets,
    String folder,
    int port,
    String endpoint,
    String publicEndpoint,
    String region,
    String accessKey,
    String secretKey,
    boolean pathStyle) {

  /** Which object store. */
  public enum Kind {
    EMBEDDED,
    S3
  }

  public StorageSection {
    if (accessKey.isBlank() != secretKey.isBlank()) {
      throw new IllegalArgumentException("access-key and secret-key come together");
    }
  }

  /** How to reach the store of kind {@code s3}. */
  public S3Config toS3() {
    return new S3Config(
        AppConfig.text(endpoint).map(URI::create),
        AppConfig.text(publicEndpoint).map(URI::create),
        region,
        AppConfig.text(accessKey).map(id -> new S3Config.Credentials(id, secretKey)),
        pathStyle,
        S3Config.Timeouts.DEFAULT,
        S3Config.Transfers.DEFAULT);
  }

  /** The same in a folder of one's own, on any free port. */
  StorageSection embeddedIn(Path folder) {
    return new StorageSection(
        Kind.EMBEDDED, bucket, List.of(), folder.toString(), 0, "", "", region, "", "", true);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "StorageSection[kind=" + kind + ", bucket=" + bucket + "]";
  }
}
