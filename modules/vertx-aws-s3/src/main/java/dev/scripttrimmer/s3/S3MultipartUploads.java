package dev.scripttrimmer.s3;

import dev.scripttrimmer.domain.store.MultipartUploads;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.ObjectVersion;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;

/** Uploads in parts on S3. */
public final class S3MultipartUploads implements MultipartUploads {
  private static final int COMPLETE_TRIES = 3;
  private static final long COMPLETE_PAUSE_MILLIS = 500;

  private final S3Connection connection;
  private final S3Requests requests;

  public S3MultipartUploads(S3Connection connection) {
    this.connection = connection;
    this.requests = new S3Requests(connection);
  }

  @Override
  public CompletionStage<String> create(ObjectLocation location, String contentType) {
    return requests.send(
        "CreateMultipartUpload",
        () ->
            connection
                .retrying()
                .createMultipartUpload(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .contentType(contentType)
                            .overrideConfiguration(requests.small()))
                .thenApply(response -> response.uploadId()));
  }

  @Override
  public CompletionStage<List<UploadedPart>> parts(ObjectLocation location, String uploadId) {
    return requests.send("ListParts", () -> parts(location, uploadId, 0, List.of()));
  }

  private CompletableFuture<List<UploadedPart>> parts(
      ObjectLocation location, String uploadId, int after, List<UploadedPart> before) {
    return connection
        .retrying()
        .listParts(
            r ->
                r.bucket(location.bucket())
                    .key(location.key())
                    .uploadId(uploadId)
                    .partNumberMarker(after == 0 ? null : after)
                    .overrideConfiguration(requests.small()))
        .thenCompose(
            page -> {
              List<UploadedPart> all = new ArrayList<>(before);
              page.parts()
                  .forEach(
                      part ->
                          all.add(new UploadedPart(part.partNumber(), part.eTag(), part.size())));
              return hasMore(page)
                  ? parts(location, uploadId, page.nextPartNumberMarker(), all)
                  : CompletableFuture.completedFuture(all);
            });
  }

  private static boolean hasMore(ListPartsResponse page) {
    return Boolean.TRUE.equals(page.isTruncated()) && page.nextPartNumberMarker() != null;
  }

  @Override
  public CompletionStage<ObjectVersion> complete(
      ObjectLocation location, String uploadId, List<UploadedPart> parts) {
    List<UploadedPart> ordered =
        parts.stream().sorted(Comparator.comparingInt(UploadedPart::number)).toList();
    return requests.send("CompleteMultipartUpload", () -> complete(location, uploadId, ordered, 1));
  }

  private CompletableFuture<ObjectVersion> complete(
      ObjectLocation location, String uploadId, List<UploadedPart> parts, int attempt) {
    return connection
        .once()
        .completeMultipartUpload(
            r ->
                r.bucket(location.bucket())
                    .key(location.key())
                    .uploadId(uploadId)
                    .multipartUpload(
                        m -> m.parts(parts.stream().map(S3MultipartUploads::completed).toList())))
        .thenApply(response -> new ObjectVersion(response.eTag()))
        .exceptionallyCompose(failure -> afterDoubt(failure, location, uploadId, parts, attempt));
  }

  /**
   * A lost reply leaves it open whether the parts became the object; once they did, the upload is
   * gone. The object's ETag tells: it is a hash of its parts' hashes.
   */
  private CompletableFuture<ObjectVersion> afterDoubt(
      Throwable failure,
      ObjectLocation location,
      String uploadId,
      List<UploadedPart> parts,
      int attempt) {
    RuntimeException explained = S3Errors.explain("CompleteMultipartUpload", failure);
    Kind kind = explained instanceof ObjectStoreException known ? known.kind() : Kind.INVALID;
    if (kind != Kind.UNAVAILABLE && kind != Kind.NOT_FOUND) {
      return CompletableFuture.failedFuture(explained);
    }
    return connection
        .retrying()
        .headObject(
            r ->
                r.bucket(location.bucket())
                    .key(location.key())
                    .overrideConfiguration(requests.small()))
        .handle((head, ignored) -> head != null && head.eTag().equals(expectedETag(parts)))
        .thenCompose(
            happened -> {
              if (happened) {
                return CompletableFuture.completedFuture(new ObjectVersion(expectedETag(parts)));
              }
              if (kind == Kind.NOT_FOUND || attempt == COMPLETE_TRIES) {
                return CompletableFuture.failedFuture(explained);
              }
              return S3Requests.pause(COMPLETE_PAUSE_MILLIS << attempt)
                  .thenCompose(paused -> complete(location, uploadId, parts, attempt + 1));
            });
  }

  private static CompletedPart completed(UploadedPart part) {
    return CompletedPart.builder().partNumber(part.number()).eTag(part.etag()).build();
  }

  /** Matches nothing where a store makes its ETags otherwise; a lost reply is then a failure. */
  private static String expectedETag(List<UploadedPart> parts) {
    MessageDigest digest = S3Requests.md5();
    try {
      parts.forEach(part -> digest.update(HexFormat.of().parseHex(part.etag().replace("\"", ""))));
    } catch (IllegalArgumentException e) {
      return "";
    }
    return '"' + HexFormat.of().formatHex(digest.digest()) + "-" + parts.size() + '"';
  }

  @Override
  public CompletionStage<Void> abort(ObjectLocation location, String uploadId) {
    return requests.send(
        "AbortMultipartUpload",
        () ->
            connection
                .once()
                .abortMultipartUpload(
                    r ->
                        r.bucket(location.bucket())
                            .key(location.key())
                            .uploadId(uploadId)
                            .overrideConfiguration(requests.small()))
                .<Void>thenApply(response -> null)
                .exceptionallyCompose(
                    failure ->
                        S3Errors.code(failure).equals("NoSuchUpload")
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(failure)));
  }
}
