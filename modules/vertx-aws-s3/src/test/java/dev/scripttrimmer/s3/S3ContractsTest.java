package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.LinkSigner;
import dev.scripttrimmer.domain.store.MultipartUploads;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.testkit.LinkSignerContract;
import dev.scripttrimmer.testkit.MultipartUploadsContract;
import dev.scripttrimmer.testkit.ObjectStoreContract;
import dev.scripttrimmer.testkit.ObjectTransferContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class S3ContractsTest {
  @TempDir static Path folder;
  private static S3OnAFolder server;
  private static S3Connection connection;
  private static ObjectStore store;
  private static S3LinkSigner signer;

  @BeforeAll
  static void start() throws Exception {
    server = S3OnAFolder.start(folder);
    connection = new S3Connection(server.config());
    store = new S3ObjectStore(connection);
    signer = new S3LinkSigner(server.config());
  }

  @Nested
  class Signer extends LinkSignerContract {
    @Override
    protected LinkSigner signer() {
      return signer;
    }

    @Override
    protected String bucket() {
      return S3OnAFolder.BUCKET;
    }
  }

  @Nested
  class Multipart extends MultipartUploadsContract {
    @Override
    protected MultipartUploads uploads() {
      return new S3MultipartUploads(connection);
    }

    @Override
    protected LinkSigner signer() {
      return signer;
    }

    @Override
    protected ObjectStore store() {
      return store;
    }

    @Override
    protected String bucket() {
      return S3OnAFolder.BUCKET;
    }
  }

  @AfterAll
  static void stop() throws Exception {
    signer.close();
    store.close();
    server.close();
  }

  @Nested
  class Documents extends ObjectStoreContract {
    @Override
    protected ObjectStore store() {
      return store;
    }

    @Override
    protected String bucket() {
      return S3OnAFolder.BUCKET;
    }
  }

  @Nested
  class Transfers extends ObjectTransferContract {
    @Override
    protected ObjectStore store() {
      return store;
    }

    @Override
    protected String bucket() {
      return S3OnAFolder.BUCKET;
    }
  }
}
