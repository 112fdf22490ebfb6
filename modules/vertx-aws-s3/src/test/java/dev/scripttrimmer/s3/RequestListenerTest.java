package dev.scripttrimmer.s3;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.s3.ScriptedS3.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RequestListenerTest {
  private static final ObjectLocation LOCATION = new ObjectLocation("bucket", "key");

  private record Heard(String operation, Optional<Kind> failure) {}

  @Test
  void everyRequestIsHeardOfWithWhatCameOfIt() throws Exception {
    List<Heard> heard = new CopyOnWriteArrayList<>();
    RequestListener listener =
        (operation, failure, took) -> {
          assertThat(took).isPositive();
          heard.add(new Heard(operation, failure));
        };
    try (ScriptedS3 server =
            new ScriptedS3(
                Answer.written(),
                Answer.error(412, "PreconditionFailed"),
                Answer.error(404, "NoSuchKey"),
                Answer.error(403, "AccessDenied"),
                Answer.error(503, "SlowDown"));
        ObjectStore store = new S3ObjectStore(new S3Connection(server.config(), listener))) {
      result(put(store));
      failure(put(store));
      assertThat(result(store.get(LOCATION))).isEmpty();
      failure(put(store));
      failure(store.get(LOCATION));
    }

    assertThat(heard)
        .containsExactly(
            new Heard("PutObject", Optional.empty()),
            new Heard("PutObject", Optional.of(Kind.PRECONDITION_FAILED)),
            new Heard("GetObject", Optional.of(Kind.NOT_FOUND)),
            new Heard("PutObject", Optional.of(Kind.DENIED)),
            // Retries are part of the one request.
            new Heard("GetObject", Optional.of(Kind.UNAVAILABLE)));
  }

  private static CompletionStage<?> put(ObjectStore store) {
    return store.put(LOCATION, new byte[] {1}, "text/plain", Precondition.absent());
  }
}
