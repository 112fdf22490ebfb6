package dev.scripttrimmer.testkit;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.LinkSigner;
import dev.scripttrimmer.domain.store.MultipartUploads;
import dev.scripttrimmer.domain.store.MultipartUploads.UploadedPart;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MultipartUploads} does, its parts sent by signed links as browsers send them.
 */
public abstract class MultipartUploadsContract {
  private static final int PART = 5 << 20;
  private static final Duration HOUR = Duration.ofHours(1);

  private final HttpClient browser = HttpClient.newHttpClient();
  private final ObjectLocation location =
      new ObjectLocation(bucket(), "parts/" + UUID.randomUUID() + ".mp4");

  protected abstract MultipartUploads uploads();

  /** Signs for the same store. */
  protected abstract LinkSigner signer();

  /** Reads the same store. */
  protected abstract ObjectStore store();

  /** A bucket of that store. */
  protected abstract String bucket();

  @Test
  @DisplayName("parts sent by links, in any order, become one object")
  void wholeUpload() throws Exception {
    byte[] first = random(PART, 1);
    byte[] second = random(PART, 2);
    byte[] last = random(1234, 3);
    String id = result(uploads().create(location, "video/mp4"));
    String etag3 = send(id, 3, last);
    String etag1 = send(id, 1, first);
    String etag2 = send(id, 2, second);

    assertThat(result(uploads().parts(location, id)))
        .containsExactly(
            new UploadedPart(1, etag1, PART),
            new UploadedPart(2, etag2, PART),
            new UploadedPart(3, etag3, 1234));
    ObjectVersion version =
        result(
            uploads()
                .complete(
                    location,
                    id,
                    List.of(
                        new UploadedPart(3, etag3, 0),
                        new UploadedPart(1, etag1, 0),
                        new UploadedPart(2, etag2, 0))));

    ObjectStat stat = result(store().stat(location)).orElseThrow();
    assertThat(stat.size()).isEqualTo(2L * PART + 1234);
    assertThat(stat.version()).isEqualTo(version);
    assertThat(stat.contentType()).hasValue("video/mp4");
    HttpResponse<byte[]> read =
        browser.send(
            HttpRequest.newBuilder(signer().signGet(location, Optional.empty(), HOUR)).build(),
            BodyHandlers.ofByteArray());
    assertThat(read.body()).startsWith(first).endsWith(last).hasSize(2 * PART + 1234);
  }

  @Test
  @DisplayName("a part that is sent again replaces itself")
  void partAgain() throws Exception {
    String id = result(uploads().create(location, "video/mp4"));
    send(id, 1, random(1000, 1));
    String etag = send(id, 1, random(2000, 2));

    assertThat(result(uploads().parts(location, id)))
        .containsExactly(new UploadedPart(1, etag, 2000));
    result(uploads().abort(location, id));
  }

  @Test
  @DisplayName("a new upload has no parts, and there is no object before it is complete")
  void newUpload() {
    String id = result(uploads().create(location, "video/mp4"));

    assertThat(result(uploads().parts(location, id))).isEmpty();
    assertThat(result(store().stat(location))).isEmpty();
    result(uploads().abort(location, id));
  }

  @Test
  @DisplayName("an aborted upload is gone, and aborting it again succeeds")
  void abort() throws Exception {
    String id = result(uploads().create(location, "video/mp4"));
    String etag = send(id, 1, random(1000, 1));
    result(uploads().abort(location, id));
    result(uploads().abort(location, id));

    assertKind(Kind.NOT_FOUND, uploads().parts(location, id));
    assertKind(
        Kind.NOT_FOUND, uploads().complete(location, id, List.of(new UploadedPart(1, etag, 1000))));
    assertThat(result(store().stat(location))).isEmpty();
  }

  @Test
  @DisplayName("completing twice, as after a lost reply, gives the same object")
  void completeTwice() throws Exception {
    String id = result(uploads().create(location, "video/mp4"));
    List<UploadedPart> parts =
        List.of(
            new UploadedPart(1, send(id, 1, random(PART, 1)), PART),
            new UploadedPart(2, send(id, 2, random(10, 2)), 10));

    ObjectVersion version = result(uploads().complete(location, id, parts));

    assertThat(result(uploads().complete(location, id, parts))).isEqualTo(version);
  }

  @Test
  @DisplayName("a part that never arrived makes completing fail, and the upload stays")
  void missingPart() throws Exception {
    String id = result(uploads().create(location, "video/mp4"));
    String etag = send(id, 1, random(PART, 1));

    assertKind(
        Kind.INVALID,
        uploads()
            .complete(
                location,
                id,
                List.of(new UploadedPart(1, etag, PART), new UploadedPart(2, etag, PART))));

    assertThat(result(uploads().parts(location, id))).hasSize(1);
    result(uploads().abort(location, id));
  }

  private String send(String id, int number, byte[] body) throws IOException, InterruptedException {
    URI link = signer().signPart(location, id, number, HOUR);
    HttpResponse<String> response =
        browser.send(
            HttpRequest.newBuilder(link).PUT(BodyPublishers.ofByteArray(body)).build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.headers().firstValue("ETag").orElseThrow();
  }

  private static void assertKind(Kind kind, CompletionStage<?> stage) {
    assertThat(failure(stage))
        .isInstanceOfSatisfying(
            ObjectStoreException.class, e -> assertThat(e.kind()).as("%s", e).isEqualTo(kind));
  }

  private static byte[] random(int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }
}
