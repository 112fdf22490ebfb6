package dev.scripttrimmer.gateway.archive;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectVersion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ZipStreamTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final Instant WRITTEN = Instant.parse("2026-03-04T05:06:07Z");

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong read = new AtomicLong();
  private volatile boolean away;

  @AfterEach
  void close() {
    result(vertx.close().toCompletionStage());
  }

  @Test
  void readsEachObjectOnce() throws IOException {
    Buffer archive = Buffer.buffer();

    result(
        send(
            List.of(entry("a", 3 * MEBIBYTE + 7), entry("b", 0), entry("\u00fc/c", 1)),
            bytes -> {
              archive.appendBuffer(bytes);
              return Future.succeededFuture();
            }));

    assertThat(read).hasValue(3 * MEBIBYTE + 8);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive.getBytes()))) {
      assertContains(zip, "a", 3 * MEBIBYTE + 7);
      assertContains(zip, "b", 0);
      assertContains(zip, "\u00fc/c", 1);
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @Test
  void readsOnePieceFurtherThanItsReaderAndNoMore() throws InterruptedException {
    LinkedBlockingQueue<Promise<Void>> taken = new LinkedBlockingQueue<>();
    CompletableFuture<Void> sent =
        send(
            List.of(entry("video", 50 * MEBIBYTE)),
            bytes -> {
              Promise<Void> more = Promise.promise();
              taken.add(more);
              return more.future();
            });
    sent.whenComplete((done, failure) -> taken.add(Promise.promise()));

    for (int pieces = 1; pieces <= 10; pieces++) {
      Promise<Void> more = taken.take();
      assertThat(read.get()).isLessThanOrEqualTo((pieces + 1L) * MEBIBYTE);
      assertThat(taken).isEmpty();
      more.complete();
    }
    while (!sent.isDone()) {
      taken.take().complete();
    }

    result(sent);
    assertThat(read).hasValue(50 * MEBIBYTE);
  }

  @Test
  void stopsReadingForAClientThatLeaves() throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    long size = 1L << 30;
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    stream(
                            vertx.getOrCreateContext(),
                            List.of(entry("video", size)),
                            request.response().setChunked(true)::write)
                        .onSuccess(ended::complete)
                        .onFailure(ended::completeExceptionally));
    result(server.listen(0, "127.0.0.1").toCompletionStage());

    try (Socket client = new Socket(InetAddress.getByName("127.0.0.1"), server.actualPort())) {
      byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      client.getOutputStream().write(request);
      assertThat(client.getInputStream().readNBytes(MEBIBYTE)).hasSize(MEBIBYTE);
    }

    assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThat(read.get()).isLessThan(size / 4);
  }

  @Test
  void sendsNothingWhenTheStoreIsAway() {
    away = true;
    AtomicLong pieces = new AtomicLong();

    CompletableFuture<Void> sent =
        send(
            List.of(entry("a", 1)),
            bytes -> {
              pieces.incrementAndGet();
              return Future.succeededFuture();
            });

    assertThatThrownBy(() -> sent.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ObjectStoreException.class);
    assertThat(pieces).hasValue(0);
  }

  private CompletableFuture<Void> send(
      List<ArchiveEntry> entries, Function<Buffer, Future<Void>> out) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        start ->
            stream(context, entries, out)
                .onSuccess(sent::complete)
                .onFailure(sent::completeExceptionally));
    return sent;
  }

  private Future<Void> stream(
      Context context, List<ArchiveEntry> entries, Function<Buffer, Future<Void>> out) {
    return new ZipStream(store(), context, entries, out).send();
  }

  private static void assertContains(ZipInputStream zip, String name, int size) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    assertThat(entry.getName()).isEqualTo(name);
    assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(WRITTEN);
    assertThat(zip.readAllBytes()).isEqualTo(content(0, size));
  }

  /** A store of objects of any size, which only reads parts of them. */
  private ObjectStore store() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("read");
              if (away) {
                return CompletableFuture.failedFuture(
                    new ObjectStoreException(ObjectStoreException.Kind.UNAVAILABLE, "gone", null));
              }
              int length = (int) arguments[2];
              read.addAndGet(length);
              return CompletableFuture.completedFuture(content((long) arguments[1], length));
            });
  }

  private static byte[] content(long offset, int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) ((offset + i) * 31 >> 3);
    }
    return content;
  }

  private static ArchiveEntry entry(String name, long size) {
    return new ArchiveEntry(
        name,
        new ObjectStat(
            new ObjectLocation("bucket", name),
            size,
            new ObjectVersion("1"),
            WRITTEN,
            Optional.empty()));
  }
}
