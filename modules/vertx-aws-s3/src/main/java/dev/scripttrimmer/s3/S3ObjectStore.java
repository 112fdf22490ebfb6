package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.domain.store.StoredDocument;
import dev.scripttrimmer.domain.store.TransferListener;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The object store on S3. Closing it closes its connection. */
public final class S3ObjectStore implements ObjectStore {
  private static final int MAX_DOCUMENT = 8 << 20;
  private static final int MAX_PAGE = 1000;

  private final S3Connection connection;
  private final S3Requests requests;

  public S3ObjectStore(S3Connection connection) {
    this.connection = connection;
    this.requests = new S3Requests(connection);
  }

  @Override
  public CompletionStage<ObjectVersion> put(
      ObjectLocation location, byte[] body, String contentType, Precondition precondition) {
    if (body.length > MAX_DOCUMENT) {
      return invalid("a document has at most 8 MiB");
    }
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(location.bucket())
            .key(location.key())
            .contentType(contentType)
            .contentMD5(S3Requests.contentMd5(body))
            .overrideConfiguration(requests.small());
    if (precondition.mustBeAbsent()) {
      request.ifNoneMatch("*");
    }
    precondition.mustMatch().ifPresent(version -> request.ifMatch(version.etag()));
    boolean conditional = precondition.mustBeAbsent() || precondition.mustMatch().isPresent();
    return requests.sendPastConflicts(
        "PutObject",
        () ->
            (conditional ? connection.conditional() : connection.retrying())
                .putObject(request.build(), AsyncRequestBody.fromBytesUnsafe(body))
                .thenApply(response -> new ObjectVersion(response.eTag()))
                .exceptionallyCompose(failure -> refusedWhenGone(failure, precondition)));
  }

  /** A store answers 404 to the replacement of what is gone. */
  private static <T> CompletableFuture<T> refusedWhenGone(
      Throwable failure, Precondition precondition) {
    return CompletableFuture.failedFuture(
        precondition.mustMatch().isPresent() && isAbsent(failure)
            ? new ObjectStoreException(
                Kind.PRECONDITION_FAILED, "the object to replace is gone", failure)
            : failure);
  }

  @Override
  public CompletionStage<Optional<StoredDocument>> get(ObjectLocation location) {
    return requests.send(
        "GetObject",
        () ->
            connection
                .retrying()
                .getObject(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .overrideConfiguration(requests.small()),
                    new BoundedBody(MAX_DOCUMENT))
                .thenApply(
                    read ->
                        Optional.of(
                            new StoredDocument(
                                read.asByteArrayUnsafe(),
                                new ObjectVersion(read.response().eTag()))))
                .exceptionallyCompose(S3ObjectStore::emptyWhenAbsent));
  }

  @Override
  public CompletionStage<byte[]> read(ObjectStat object, long offset, int length) {
    if (length < 1 || length > MAX_DOCUMENT || offset < 0 || offset + length > object.size()) {
      return invalid("no such part of the object");
    }
    return requests.send(
        "GetObject",
        () ->
            connection
                .retrying()
                .getObject(
                    r ->
                        r.bucket(object.location().bucket())
                            .key(object.location().key())
                            .ifMatch(object.version().etag())
                            .range("bytes=" + offset + "-" + (offset + length - 1))
                            .overrideConfiguration(requests.small()),
                    new BoundedBody(length))
                .thenApply(ResponseBytes::asByteArrayUnsafe)
                .thenApply(bytes -> whole(bytes, length))
                .exceptionallyCompose(S3ObjectStore::corruptWhenChanged));
  }

  private static byte[] whole(byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new ObjectStoreException(Kind.CORRUPT, "the store answered another range", null);
    }
    return bytes;
  }

  private static <T> CompletableFuture<T> corruptWhenChanged(Throwable failure) {
    return CompletableFuture.failedFuture(
        S3Errors.status(failure) == 412
            ? new ObjectStoreException(
                Kind.CORRUPT, "the object changed while it was read", failure)
            : failure);
  }

  @Override
  public CompletionStage<Optional<ObjectStat>> stat(ObjectLocation location) {
    return requests.send(
        "HeadObject",
        () ->
            connection
                .retrying()
                .headObject(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .overrideConfiguration(requests.small()))
                .thenApply(head -> Optional.of(stat(location, head)))
                .exceptionallyCompose(S3ObjectStore::emptyWhenAbsent));
  }

  private static <T> CompletableFuture<Optional<T>> emptyWhenAbsent(Throwable failure) {
    return isAbsent(failure)
        ? CompletableFuture.completedFuture(Optional.empty())
        : CompletableFuture.failedFuture(failure);
  }

  private static boolean isAbsent(Throwable failure) {
    return S3Errors.status(failure) == 404 && !S3Errors.code(failure).equals("NoSuchBucket");
  }

  static ObjectStat stat(ObjectLocation location, HeadObjectResponse head) {
    return new ObjectStat(
        location,
        head.contentLength(),
        new ObjectVersion(head.eTag()),
        head.lastModified(),
        Optional.ofNullable(head.contentType()));
  }

  @Override
  public CompletionStage<ObjectPage> list(String bucket, String prefix, String after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      return invalid("a page has 1 to 1000 objects");
    }
    return requests.send(
        "ListObjectsV2",
        () ->
            connection
                .retrying()
                .listObjectsV2(
                    r ->
                        r.bucket(bucket)
                            .prefix(prefix)
                            .startAfter(after.isEmpty() ? null : after)
                            .maxKeys(limit)
                            .overrideConfiguration(requests.small()))
                .thenApply(response -> page(bucket, response)));
  }

  private static ObjectPage page(String bucket, ListObjectsV2Response response) {
    return new ObjectPage(
        response.contents().stream().map(object -> stat(bucket, object)).toList(),
        Boolean.TRUE.equals(response.isTruncated()));
  }

  private static ObjectStat stat(String bucket, S3Object object) {
    return new ObjectStat(
        new ObjectLocation(bucket, object.key()),
        object.size(),
        new ObjectVersion(object.eTag()),
        object.lastModified(),
        Optional.empty());
  }

  @Override
  public CompletionStage<Void> delete(ObjectLocation location) {
    return requests.send(
        "DeleteObject",
        () ->
            connection
                .retrying()
                .deleteObject(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .overrideConfiguration(requests.small()))
                .thenApply(response -> null));
  }

  @Override
  public CompletionStage<ObjectStat> download(
      ObjectLocation location, Path target, TransferListener listener, Cancellation cancellation) {
    return new RangedDownload(connection, location, target, listener, cancellation).start();
  }

  @Override
  public CompletionStage<ObjectVersion> upload(
      Path source,
      ObjectLocation location,
      String contentType,
      TransferListener listener,
      Cancellation cancellation) {
    return new PartedUpload(connection, source, location, contentType, listener, cancellation)
        .start();
  }

  @Override
  public void close() {
    connection.close();
  }

  private static <T> CompletionStage<T> invalid(String message) {
    return CompletableFuture.failedFuture(new ObjectStoreException(Kind.INVALID, message, null));
  }
}
