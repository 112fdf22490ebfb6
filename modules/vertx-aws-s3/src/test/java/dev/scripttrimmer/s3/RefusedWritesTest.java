package dev.scripttrimmer.s3;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.Precondition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedWritesTest {
  private static final ObjectLocation THERE = new ObjectLocation(S3OnAFolder.BUCKET, "there");
  private static final int ROUNDS = 40;
  private static final int WRITERS = 16;

  @Test
  @DisplayName("a write that is refused does not take another one along")
  void eachIsRefusedForItself(@TempDir Path folder) throws Exception {
    try (S3OnAFolder server = S3OnAFolder.start(folder);
        ObjectStore store = new S3ObjectStore(new S3Connection(server.config()))) {
      result(create(store));
      for (int round = 0; round < ROUNDS; round++) {
        List<CompletionStage<?>> writes =
            IntStream.range(0, WRITERS).<CompletionStage<?>>mapToObj(i -> create(store)).toList();
        assertThat(writes)
            .allSatisfy(
                write ->
                    assertThat(failure(write))
                        .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.PRECONDITION_FAILED)));
      }
    }
  }

  private static CompletionStage<?> create(ObjectStore store) {
    byte[] body = "one of many".getBytes(StandardCharsets.UTF_8);
    return store.put(THERE, body, "text/plain", Precondition.absent());
  }
}
