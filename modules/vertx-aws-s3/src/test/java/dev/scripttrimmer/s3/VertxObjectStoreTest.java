package dev.scripttrimmer.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.Precondition;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class VertxObjectStoreTest {
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

  @Test
  @DisplayName("every answer comes on the context that asked")
  void answersOnTheContext(Vertx vertx, VertxTestContext test) {
    VertxObjectStore view = new VertxObjectStore(vertx, store);
    ObjectLocation location = new ObjectLocation(S3OnAFolder.BUCKET, "view/doc");
    byte[] body = "text".getBytes(StandardCharsets.UTF_8);
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        start ->
            view.put(location, body, "text/plain", Precondition.absent())
                .onSuccess(version -> check(test, context))
                .compose(version -> view.stat(location))
                .onSuccess(stat -> test.verify(() -> assertThat(stat).isPresent()))
                .compose(stat -> view.list(S3OnAFolder.BUCKET, "view/", "", 10))
                .onSuccess(page -> test.verify(() -> assertThat(page.objects()).hasSize(1)))
                .compose(page -> view.get(location))
                .onSuccess(
                    read ->
                        test.verify(() -> assertThat(read.orElseThrow().body()).isEqualTo(body)))
                .compose(read -> view.delete(location))
                .onComplete(
                    test.succeeding(
                        deleted -> {
                          check(test, context);
                          test.completeNow();
                        })));
  }

  @Test
  @DisplayName("failures come unwrapped, on the context that asked")
  void failsOnTheContext(Vertx vertx, VertxTestContext test) {
    VertxObjectStore view = new VertxObjectStore(vertx, store);
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        start ->
            view.list("no-such-bucket", "", "", 1)
                .onComplete(
                    test.failing(
                        failure -> {
                          test.verify(
                              () -> assertThat(failure).isInstanceOf(ObjectStoreException.class));
                          check(test, context);
                          test.completeNow();
                        })));
  }

  private static void check(VertxTestContext test, Context context) {
    test.verify(() -> assertThat(Vertx.currentContext()).isSameAs(context));
  }
}
