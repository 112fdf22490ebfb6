package dev.scripttrimmer.s3;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.TransferListener;
import dev.scripttrimmer.s3.ScriptedS3.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of requests when a store errs, breaks off, lies or says nothing. */
class S3FaultsTest {
  private static final ObjectLocation LOCATION = new ObjectLocation("videos", "private/key.mp4");
  private static final byte[] BODY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final String MD5 =
      '"' + HexFormat.of().formatHex(S3Requests.md5().digest(BODY)) + '"';

  @TempDir Path folder;

  @Test
  @DisplayName("a conditional write without an answer is not sent again, and is no refusal")
  void conditionalWriteOnce() throws Exception {
    try (ScriptedS3 server =
        new ScriptedS3(Answer.nothing(), Answer.error(412, "PreconditionFailed"))) {
      assertKind(Kind.UNAVAILABLE, ask(server, store -> put(store, Precondition.absent())));
      assertThat(server.requests()).containsExactly("PUT");
    }
  }

  @Test
  @DisplayName("a conditional write that failed at the server is not sent again either")
  void conditionalWriteErrs() throws Exception {
    try (ScriptedS3 server = new ScriptedS3(Answer.error(503, "SlowDown"), Answer.written())) {
      assertKind(
          Kind.UNAVAILABLE,
          ask(server, store -> put(store, Precondition.matches(new ObjectVersion("\"0\"")))));
      assertThat(server.requests()).containsExactly("PUT");
    }
  }

  @Test
  @DisplayName("a write without a condition is sent again until it is answered")
  void plainWriteAgain() throws Exception {
    try (ScriptedS3 server =
        new ScriptedS3(Answer.nothing(), Answer.error(503, "SlowDown"), Answer.written())) {
      ask(server, store -> assertWritten(put(store, Precondition.none())));
      assertThat(server.requests()).containsExactly("PUT", "PUT", "PUT");
    }
  }

  @Test
  @DisplayName("a write hindered by another one is sent again, conditional or not")
  void conflict() throws Exception {
    Answer conflict = Answer.error(409, "ConditionalRequestConflict");
    try (ScriptedS3 server = new ScriptedS3(conflict, conflict, Answer.written())) {
      ask(server, store -> assertWritten(put(store, Precondition.absent())));
      assertThat(server.requests()).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadDigest, CORRUPT",
    "400, InvalidRequest, INVALID",
    "400, ExpiredToken, DENIED",
    "301, PermanentRedirect, INVALID",
    "401, Unauthorized, DENIED",
    "403, AccessDenied, DENIED",
    "404, NoSuchBucket, NOT_FOUND",
    "412, PreconditionFailed, PRECONDITION_FAILED",
    "429, TooManyRequests, UNAVAILABLE",
    "500, InternalError, UNAVAILABLE",
    "503, SlowDown, UNAVAILABLE"
  })
  @DisplayName("each answer means what it says, and no message quotes the key")
  void kinds(int status, String code, Kind kind) throws Exception {
    try (ScriptedS3 server = new ScriptedS3(Answer.error(status, code))) {
      Throwable failure = ask(server, store -> failure(put(store, Precondition.absent())));
      assertThat(failure)
          .isInstanceOfSatisfying(
              ObjectStoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
      assertThat(failure.getMessage()).contains(code).doesNotContain("private");
    }
  }

  @Test
  @DisplayName("a silent store is unavailable once the time limit has passed")
  void silence() throws Exception {
    try (ScriptedS3 server = new ScriptedS3(Answer.never());
        ObjectStore store =
            new S3ObjectStore(
                new S3Connection(
                    server
                        .config()
                        .with(
                            new S3Config.Timeouts(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(20),
                                Duration.ofMillis(300)))))) {
      assertKind(Kind.UNAVAILABLE, failure(put(store, Precondition.absent())));
    }
  }

  @Test
  @DisplayName("what is under way when the store closes is unavailable")
  void closing() throws Exception {
    try (ScriptedS3 server = new ScriptedS3(Answer.never())) {
      ObjectStore store = new S3ObjectStore(new S3Connection(server.config()));
      CompletionStage<?> waiting = store.get(LOCATION);
      CompletionStage<?> download = download(store);
      store.close();

      assertKind(Kind.UNAVAILABLE, failure(waiting));
      assertKind(Kind.UNAVAILABLE, failure(download));
      assertKind(Kind.UNAVAILABLE, failure(store.get(LOCATION)));
      assertKind(Kind.UNAVAILABLE, failure(download(store)));
    }
  }

  @Test
  @DisplayName("a download that breaks off goes on where it was")
  void resumes() throws Exception {
    try (ScriptedS3 server =
        new ScriptedS3(
            Answer.head(BODY.length, MD5),
            Answer.range(BODY, 0, 5),
            Answer.nothing(),
            Answer.range(BODY, 5, 11))) {
      ObjectStat stat = ask(server, store -> result(download(store)));

      assertThat(stat.size()).isEqualTo(BODY.length);
      assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
      assertThat(server.requests())
          .containsExactly("HEAD", "GET bytes=0-15", "GET bytes=5-15", "GET bytes=5-15");
    }
  }

  @Test
  @DisplayName("a download that stands still is given up")
  void standsStill() throws Exception {
    try (ScriptedS3 server =
        new ScriptedS3(Answer.head(BODY.length, MD5), Answer.error(500, "InternalError"))) {
      assertKind(Kind.UNAVAILABLE, ask(server, store -> failure(download(store))));
      assertThat(server.requests()).hasSize(5);
    }
  }

  @Test
  @DisplayName("an object that changes during its download is corrupt")
  void changes() throws Exception {
    try (ScriptedS3 server =
        new ScriptedS3(Answer.head(BODY.length, MD5), Answer.error(412, "PreconditionFailed"))) {
      assertKind(Kind.CORRUPT, ask(server, store -> failure(download(store))));
    }
  }

  @Test
  @DisplayName("a store that answers another range is not believed")
  void anotherRange() throws Exception {
    try (ScriptedS3 server =
        new ScriptedS3(Answer.head(BODY.length, MD5), Answer.range(BODY, 3, 13))) {
      assertKind(Kind.CORRUPT, ask(server, store -> failure(download(store))));
    }
  }

  @Test
  @DisplayName("content that differs from the MD5 in the ETag is corrupt")
  void differsFromMd5() throws Exception {
    try (ScriptedS3 server =
        new ScriptedS3(
            Answer.head(BODY.length, "\"00000000000000000000000000000000\""),
            Answer.range(BODY, 0, 16))) {
      assertKind(Kind.CORRUPT, ask(server, store -> failure(download(store))));
    }
  }

  @Test
  @DisplayName("an ETag that is no MD5, of parts or of an encrypted object, is not compared")
  void otherETags() throws Exception {
    Answer content = Answer.range(BODY, 0, 16);
    try (ScriptedS3 parts =
            new ScriptedS3(Answer.head(16, "\"00000000000000000000000000000000-2\""), content);
        ScriptedS3 encrypted =
            new ScriptedS3(
                Answer.head(
                    16,
                    "\"00000000000000000000000000000000\"",
                    "x-amz-server-side-encryption",
                    "aws:kms"),
                content)) {
      assertThat(ask(parts, store -> result(download(store))).size()).isEqualTo(16);
      assertThat(ask(encrypted, store -> result(download(store))).size()).isEqualTo(16);
    }
  }

  @Test
  @DisplayName("the store's own checksum of the whole is compared before any ETag")
  void crc() throws Exception {
    Crc64Nvme crc = new Crc64Nvme();
    crc.update(BODY, 0, BODY.length);
    String kept =
        Base64.getEncoder().encodeToString(ByteBuffer.allocate(8).putLong(crc.getValue()).array());
    try (ScriptedS3 right =
            new ScriptedS3(
                Answer.head(16, "\"x-1\"", "x-amz-checksum-crc64nvme", kept),
                Answer.range(BODY, 0, 16));
        ScriptedS3 wrong =
            new ScriptedS3(
                Answer.head(16, MD5, "x-amz-checksum-crc32c", "AAAAAA=="),
                Answer.range(BODY, 0, 16))) {
      assertThat(ask(right, store -> result(download(store))).size()).isEqualTo(16);
      assertKind(Kind.CORRUPT, ask(wrong, store -> failure(download(store))));
    }
  }

  private Path target() {
    return folder.resolve("target");
  }

  private CompletionStage<ObjectStat> download(ObjectStore store) {
    return store.download(LOCATION, target(), TransferListener.NONE, new Cancellation());
  }

  private static CompletionStage<ObjectVersion> put(ObjectStore store, Precondition precondition) {
    return store.put(LOCATION, BODY, "text/plain", precondition);
  }

  private static ObjectVersion assertWritten(CompletionStage<ObjectVersion> put) {
    ObjectVersion version = result(put);
    assertThat(version).isEqualTo(new ObjectVersion("\"1\""));
    return version;
  }

  private static void assertKind(Kind kind, Object failure) {
    Object cause = failure instanceof CompletionStage<?> stage ? failure(stage) : failure;
    assertThat(cause)
        .isInstanceOfSatisfying(
            ObjectStoreException.class, e -> assertThat(e.kind()).as("%s", e).isEqualTo(kind));
  }

  /** Asks with a store of its own, and closes that only after the answer. */
  private static <T> T ask(ScriptedS3 server, Function<ObjectStore, T> question) {
    try (ObjectStore store = new S3ObjectStore(new S3Connection(server.config()))) {
      T answer = question.apply(store);
      if (answer instanceof CompletionStage<?> stage) {
        stage.toCompletableFuture().handle((value, failure) -> null).join();
      }
      return answer;
    }
  }
}
