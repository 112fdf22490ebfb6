package dev.scripttrimmer.app.node;

import dev.scripttrimmer.app.config.ConfigException;
import dev.scripttrimmer.app.config.StorageSection;
import dev.scripttrimmer.domain.store.LinkSigner;
import dev.scripttrimmer.domain.store.MultipartUploads;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectUrls;
import dev.scripttrimmer.embeddeds3.AccessKey;
import dev.scripttrimmer.embeddeds3.EmbeddedS3;
import dev.scripttrimmer.embeddeds3.EmbeddedS3Config;
import dev.scripttrimmer.s3.RequestListener;
import dev.scripttrimmer.s3.S3Config;
import dev.scripttrimmer.s3.S3Connection;
import dev.scripttrimmer.s3.S3LinkSigner;
import dev.scripttrimmer.s3.S3MultipartUploads;
import dev.scripttrimmer.s3.S3ObjectStore;
import dev.scripttrimmer.s3.S3ObjectUrls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The object store, wherever it is.
 *
 * @param connection how it is reached
 */
record Storage(
    String bucket,
    ObjectStore objects,
    ObjectUrls urls,
    LinkSigner signer,
    MultipartUploads multipart,
    S3Config connection) {

  /**
   * Connects to the configured store, or starts the embedded one; blocks.
   *
   * @param resources takes charge of what is opened
   * @param listener hears of every request
   * @throws ConfigException when the embedded store cannot use its folder, or another one cannot be
   *     trusted with jobs
   */
  static Storage open(StorageSection section, Resources resources, RequestListener listener) {
    S3Config config =
        switch (section.kind()) {
          case EMBEDDED -> embedded(section, resources);
          case S3 -> section.toS3();
        };
    S3Connection connection = new S3Connection(config, listener);
    S3ObjectStore objects = resources.add("object store", new S3ObjectStore(connection));
    if (section.kind() == StorageSection.Kind.S3) {
      new StoreCheck(objects, section.bucket()).requireConditionalWrites();
    }
    Set<String> buckets = new HashSet<>(section.sourceBuckets());
    buckets.add(section.bucket());
    return new Storage(
        section.bucket(),
        objects,
        new S3ObjectUrls(config, buckets),
        resources.add("link signer", new S3LinkSigner(config)),
        new S3MultipartUploads(connection),
        config);
  }

  private static S3Config embedded(StorageSection section, Resources resources) {
    // Pages of any origin: the links that they use are signed, and the server holds no cookies.
    EmbeddedS3Config server =
        new EmbeddedS3Config(
            Path.of(section.folder()),
            "127.0.0.1",
            section.port(),
            Optional.empty(),
            List.of("*"),
            List.of(section.bucket()));
    try {
      EmbeddedS3 s3 = resources.add("embedded S3", EmbeddedS3.start(server));
      AccessKey key = s3.accessKey();
      return S3Config.at(s3.endpoint(), new S3Config.Credentials(key.id(), key.secret()));
    } catch (IOException e) {
      throw new ConfigException(
          "The embedded S3 server cannot be started in storage.folder '%s': %s"
              .formatted(section.folder(), e.getMessage()));
    }
  }

  /** Origins that the page talks to besides its own. */
  List<String> origins() {
    return connection
        .publicEndpoint()
        .or(connection::endpoint)
        .map(uri -> List.of(uri.getScheme() + "://" + uri.getRawAuthority()))
        .orElseGet(() -> List.of("https://" + bucket + ".s3.amazonaws.com"));
  }

  /** Configuration with which other nodes reach the same store; secret. */
  Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("storage.kind", "s3");
    keys.put("storage.bucket", bucket);
    keys.put("storage.endpoint", connection.endpoint().map(URI::toString).orElse(""));
    keys.put("storage.region", connection.region());
    keys.put("storage.path-style", String.valueOf(connection.pathStyle()));
    connection
        .credentials()
        .ifPresent(
            credentials -> {
              keys.put("storage.access-key", credentials.accessKeyId());
              keys.put("storage.secret-key", credentials.secretAccessKey());
            });
    return keys;
  }
}
