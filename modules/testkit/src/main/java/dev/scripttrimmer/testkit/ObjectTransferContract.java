package dev.scripttrimmer.testkit;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.TransferListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link dev.scripttrimmer.domain.store.ObjectStore} does with files. */
public abstract class ObjectTransferContract extends ObjectStoreFixture {
  private static final Failure REASON = Failure.of(ErrorCode.CANCELLED, "Somebody cancelled it.");

  private volatile Throwable listenerFailure;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5 * MEBIBYTE, 12 * MEBIBYTE + 3})
  @DisplayName("a file goes up and comes down the same, whatever its size")
  void upAndDown(int size) throws IOException {
    byte[] content = random(size);
    ObjectVersion version = upload("file", content);
    Path target = Files.writeString(folder.resolve("target"), "what was there before");

    ObjectStat stat =
        result(store().download(at("file"), target, TransferListener.NONE, new Cancellation()));

    assertThat(Files.readAllBytes(target)).isEqualTo(content);
    assertThat(stat.size()).isEqualTo(size);
    assertThat(stat.version()).isEqualTo(version);
    assertThat(stat.contentType()).hasValue("video/mp4");
  }

  @Test
  @DisplayName("while a download grows, what it says is ready can be read")
  void readsAlong() throws IOException {
    byte[] content = random(12 * MEBIBYTE + 3);
    upload("file", content);
    Path target = folder.resolve("target");
    AtomicLong ready = new AtomicLong();

    TransferListener reader =
        (now, total) -> {
          assertThat(total).isEqualTo(content.length);
          long before = ready.getAndSet(now);
          assertThat(now).isBetween(before, total);
          assertHolds(target, content, before, now);
        };
    result(store().download(at("file"), target, checked(reader), new Cancellation()));

    assertThat(listenerFailure).isNull();
    assertThat(ready).hasValue(content.length);
  }

  @Test
  @DisplayName("an upload tells how far it is, up to its end")
  void uploadProgress() throws IOException {
    Path source = Files.write(folder.resolve("source"), random(12 * MEBIBYTE + 3));
    AtomicLong ready = new AtomicLong();
    TransferListener listener =
        (now, total) -> {
          assertThat(total).isEqualTo(12 * MEBIBYTE + 3);
          assertThat(now).isBetween(ready.getAndSet(now), total);
        };

    result(store().upload(source, at("file"), "video/mp4", checked(listener), new Cancellation()));

    assertThat(listenerFailure).isNull();
    assertThat(ready).hasValue(12 * MEBIBYTE + 3);
  }

  @Test
  @DisplayName("an upload replaces what is there")
  void uploadReplaces() throws IOException {
    put("file", bytes("before"), Precondition.none());
    upload("file", bytes("after"));
    assertThat(text("file")).isEqualTo("after");
  }

  @Test
  @DisplayName("downloading what is not there fails as not found")
  void downloadAbsent() {
    assertKind(
        Kind.NOT_FOUND,
        store()
            .download(
                at("nowhere"), folder.resolve("t"), TransferListener.NONE, new Cancellation()));
    assertKind(
        Kind.NOT_FOUND,
        store()
            .download(
                new ObjectLocation("no-such-bucket-" + UUID.randomUUID(), "k"),
                folder.resolve("t"),
                TransferListener.NONE,
                new Cancellation()));
  }

  @Test
  @DisplayName("a source or target that the file system refuses is invalid")
  void badFiles() {
    put("doc", bytes("x"), Precondition.none());
    Path nowhere = folder.resolve("no/such/folder/file");

    assertKind(
        Kind.INVALID,
        store().download(at("doc"), nowhere, TransferListener.NONE, new Cancellation()));
    assertKind(
        Kind.INVALID,
        store().upload(nowhere, at("up"), TEXT, TransferListener.NONE, new Cancellation()));
  }

  @Test
  @DisplayName("a cancelled download fails with its reason, before it began and midway")
  void cancelledDownload() throws IOException {
    upload("file", random(12 * MEBIBYTE));
    Path target = folder.resolve("target");
    assertCancelled(store().download(at("file"), target, TransferListener.NONE, cancelled()));

    Cancellation midway = new Cancellation();
    assertCancelled(
        store().download(at("file"), target, (ready, total) -> midway.cancel(REASON), midway));
  }

  @Test
  @DisplayName("a cancelled upload fails with its reason and leaves no object")
  void cancelledUpload() throws IOException {
    Path source = Files.write(folder.resolve("source"), random(12 * MEBIBYTE));
    assertCancelled(store().upload(source, at("one"), TEXT, TransferListener.NONE, cancelled()));

    Cancellation midway = new Cancellation();
    assertCancelled(
        store().upload(source, at("two"), TEXT, (ready, total) -> midway.cancel(REASON), midway));
    assertThat(result(store().list(bucket(), prefix, "", 10)).objects()).isEmpty();
  }

  @Test
  @DisplayName("a large object is no document")
  void largeObjectIsNoDocument() throws IOException {
    upload("large", random(8 * MEBIBYTE + 1));
    assertKind(Kind.INVALID, store().get(at("large")));
  }

  private TransferListener checked(TransferListener listener) {
    return (ready, total) -> {
      try {
        listener.transferred(ready, total);
      } catch (AssertionError e) {
        listenerFailure = e;
      }
    };
  }

  private static void assertHolds(Path target, byte[] content, long from, long to) {
    try (SeekableByteChannel channel = Files.newByteChannel(target)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) (to - from));
      channel.position(from);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Reads on.
      }
      assertThat(buffer.hasRemaining()).isFalse();
      assertThat(Arrays.equals(buffer.array(), 0, buffer.capacity(), content, (int) from, (int) to))
          .isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertCancelled(CompletionStage<?> stage) {
    assertThat(failure(stage))
        .isInstanceOfSatisfying(
            TrimException.class, e -> assertThat(e.failure()).isEqualTo(REASON));
  }

  private static Cancellation cancelled() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel(REASON);
    return cancellation;
  }

  private ObjectVersion upload(String name, byte[] content) throws IOException {
    Path source = Files.write(folder.resolve("source"), content);
    return result(
        store().upload(source, at(name), "video/mp4", TransferListener.NONE, new Cancellation()));
  }
}
