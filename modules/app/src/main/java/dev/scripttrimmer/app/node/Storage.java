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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The object store, wherever it is.
 *
 * @param endpoint where browsers reach it; empty for Amazon S3
 */
record Storage(
    String bucket,
    ObjectStore objects,
    ObjectUrls urls,
    LinkSigner signer,
    MultipartUploads multipart,
    Optional<URI> endpoint) {

  /**
   * Connects to the configured store, or starts the embedded one; blocks.
   *
   * @param resources takes charge of what is opened
   * @throws ConfigException when the embedded store cannot use its folder
   */
  static Storage open(StorageSection section, Resources resources) {
    S3Config config =
        switch (section.kind()) {
          case EMBEDDED -> embedded(section, resources);
          case S3 -> section.toS3();
        };
    S3Connection connection = new S3Connection(config);
    S3ObjectStore objects = resources.add("object store", new S3ObjectStore(connection));
    Set<String> buckets = new HashSet<>(section.sourceBuckets());
    buckets.add(section.bucket());
    return new Storage(
        section.bucket(),
        objects,
        new S3ObjectUrls(config, buckets),
        resources.add("link signer", new S3LinkSigner(config)),
        new S3MultipartUploads(connection),
        config.publicEndpoint().or(config::endpoint));
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
    return endpoint
        .map(uri -> List.of(uri.getScheme() + "://" + uri.getRawAuthority()))
        .orElseGet(() -> List.of("https://" + bucket + ".s3.amazonaws.com"));
  }
}
