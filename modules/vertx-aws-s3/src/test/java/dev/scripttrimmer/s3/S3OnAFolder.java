package dev.scripttrimmer.s3;

import dev.scripttrimmer.embeddeds3.EmbeddedS3;
import dev.scripttrimmer.embeddeds3.EmbeddedS3Config;
import java.io.IOException;
import java.nio.file.Path;

/** A real S3 server in a folder, and the way to it, for the tests of one class. */
final class S3OnAFolder implements AutoCloseable {
  static final String BUCKET = "videos";

  private final EmbeddedS3 server;

  private S3OnAFolder(EmbeddedS3 server) {
    this.server = server;
  }

  static S3OnAFolder start(Path folder) throws IOException {
    return new S3OnAFolder(EmbeddedS3.start(EmbeddedS3Config.inFolder(folder, BUCKET)));
  }

  /** Small parts, so that files of a few mebibytes have several. */
  S3Config config() {
    return S3Config.at(
            server.endpoint(),
            new S3Config.Credentials(server.accessKey().id(), server.accessKey().secret()))
        .with(new S3Config.Transfers(5L << 20, 3, 32));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
