package dev.scripttrimmer.testkit;

import dev.scripttrimmer.domain.store.ObjectStore;
import org.junit.jupiter.api.Nested;

class InMemoryObjectStoreTest {
  private static final String BUCKET = "memory";

  @Nested
  class Documents extends ObjectStoreContract {
    private final InMemoryObjectStore store = new InMemoryObjectStore(BUCKET);

    @Override
    protected ObjectStore store() {
      return store;
    }

    @Override
    protected String bucket() {
      return BUCKET;
    }
  }

  @Nested
  class Transfers extends ObjectTransferContract {
    private final InMemoryObjectStore store = new InMemoryObjectStore(BUCKET);

    @Override
    protected ObjectStore store() {
      return store;
    }

    @Override
    protected String bucket() {
      return BUCKET;
    }
  }
}
