package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.testkit.ObjectStoreContract;
import dev.scripttrimmer.testkit.ObjectTransferContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest {
  @TempDir static Path folder;
  private static S3OnAFolder server;
  private static ObjectStore store;

  @BeforeAll
  static void start() throws Exception {
    server = S3OnAFolder.start(folder);
    store = new S3ObjectStore(new S3Connection(server.config()));
  }

  @AfterAll
  static void stop() throws Exception {
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
