package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.store.MultipartUploads.UploadedPart;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.TransferListener;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Uploads one file: whole when it is small, else in parallel parts that become an object at the end
 * or are dropped.
 */
final class PartedUpload {
  private static final int MAX_PARTS = 10_000;

  private final S3Connection connection;
  private final S3MultipartUploads uploads;
  private final Path source;
  private final ObjectLocation location;
  private final String contentType;
  private final TransferListener listener;
  private final Cancellation cancellation;
  private final Transfer<ObjectVersion> transfer;
  private final AtomicInteger nextPart = new AtomicInteger();
  private final AtomicInteger openParts = new AtomicInteger();

  private volatile FileChannel file;
  private volatile String uploadId;
  private ContiguousPrefix prefix;
  private AtomicReferenceArray<UploadedPart> parts;

  PartedUpload(
      S3Connection connection,
      Path source,
      ObjectLocation location,
      String contentType,
      TransferListener listener,
      Cancellation cancellation) {
    this.connection = connection;
    this.uploads = new S3MultipartUploads(connection);
    this.source = source;
    this.location = location;
    this.contentType = contentType;
    this.listener = listener;
    this.cancellation = cancellation;
    this.transfer = new Transfer<>(connection, "upload", this::release);
  }

  CompletableFuture<ObjectVersion> start() {
    transfer.heed(cancellation);
    transfer.onFileThread(this::begin);
    return transfer.result();
  }

  private void begin() throws IOException {
    file = FileChannel.open(source, StandardOpenOption.READ);
    if (transfer.isOver()) {
      file.close();
      return;
    }
    long size = file.size();
    long partSize =
        Math.max(connection.config().transfers().partSize(), (size + MAX_PARTS - 1) / MAX_PARTS);
    prefix = new ContiguousPrefix(size, partSize, listener);
    if (prefix.parts() <= 1) {
      putWhole(Math.toIntExact(size));
    } else {
      parts = new AtomicReferenceArray<>(prefix.parts());
      openParts.set(prefix.parts());
      uploads.create(location, contentType).whenComplete(this::created);
    }
  }

  private void putWhole(int size) throws IOException {
    byte[] body = read(0, size);
    String md5 = S3Requests.contentMd5(body);
    transfer.<PutObjectResponse>await(
        () ->
            connection
                .retrying()
                .putObject(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .contentType(contentType)
                            .contentMD5(md5),
                    AsyncRequestBody.fromBytesUnsafe(body)),
        response -> {
          listener.transferred(size, size);
          transfer.succeed(new ObjectVersion(response.eTag()));
        },
        transfer::fail);
  }

  /** Heard even after the transfer's end: an upload that came to be meanwhile is dropped. */
  private void created(String id, Throwable failure) {
    if (failure != null) {
      transfer.fail(failure);
      return;
    }
    uploadId = id;
    if (transfer.isOver()) {
      uploads.abort(location, id);
      return;
    }
    int lanes = Math.min(prefix.parts(), connection.config().transfers().parallelism());
    for (int lane = 0; lane < lanes; lane++) {
      sendNext();
    }
  }

  private void sendNext() {
    int part = nextPart.getAndIncrement();
    if (part < prefix.parts()) {
      transfer.onFileThread(() -> send(part));
    }
  }

  private void send(int part) throws IOException {
    byte[] body = read(prefix.start(part), Math.toIntExact(prefix.length(part)));
    String md5 = S3Requests.contentMd5(body);
    transfer.await(
        () ->
            connection
                .retrying()
                .uploadPart(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .uploadId(uploadId)
                            .partNumber(part + 1)
                            .contentMD5(md5),
                    AsyncRequestBody.fromBytesUnsafe(body)),
        response -> {
          parts.set(part, new UploadedPart(part + 1, response.eTag(), body.length));
          prefix.advance(part, body.length);
          finished();
        },
        transfer::fail);
  }

  private void finished() {
    if (openParts.decrementAndGet() > 0) {
      sendNext();
      return;
    }
    List<UploadedPart> all = IntStream.range(0, parts.length()).mapToObj(parts::get).toList();
    transfer.await(
        () -> uploads.complete(location, uploadId, all).toCompletableFuture(),
        transfer::succeed,
        transfer::fail);
  }

  private byte[] read(long start, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, start + buffer.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return buffer.array();
  }

  private CompletionStage<?> release() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    boolean dropParts = transfer.hasFailed() && uploadId != null;
    return dropParts ? uploads.abort(location, uploadId) : CompletableFuture.completedFuture(null);
  }
}
