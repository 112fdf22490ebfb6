package dev.scripttrimmer.embeddeds3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Gives the folder-backed store the promises of S3 that it lacks: of competing {@code If-Match}
 * writes one wins (the server checks the condition some time before it writes), an answered write
 * is on the disk, ended uploads are not found, and nothing is public (the server would open what
 * its files' modes open).
 */
final class StrictBlobStore extends ForwardingBlobStore {
  private final Path root;
  private final KeyedLocks locks = new KeyedLocks();

  /**
   * @param root the folder of {@code delegate}, one folder per bucket in it
   */
  StrictBlobStore(BlobStore delegate, Path root) {
    super(delegate);
    this.root = root;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
    boolean conditional = request.ifMatch() != null || request.ifNoneMatch() != null;
    // An upload without a condition may take hours: it holds up nobody.
    PutObjectResponse response =
        conditional
            ? locks.holding(
                request.bucket() + "/" + request.key(), () -> putIfConditionHolds(request, body))
            : super.putBlob(request, body);
    force(request.bucket(), request.key());
    return response;
  }

  private PutObjectResponse putIfConditionHolds(PutObjectRequest request, InputStream body) {
    if (request.ifMatch() != null) {
      HeadObjectResponse present = blobMetadataIfPresent(request.bucket(), request.key());
      if (present == null || !sameETag(request.ifMatch(), present.eTag())) {
        throw refusal(412, "PreconditionFailed", "The object's version is another one");
      }
    }
    return super.putBlob(request, body);
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return locks.holding(request.bucket() + "/" + request.key(), () -> super.removeBlob(request));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    force(request.bucket(), request.key());
    return response;
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    boolean open =
        listMultipartUploads(upload.containerName()).stream()
            .anyMatch(known -> known.uploadId().equals(upload.id()));
    if (!open) {
      throw refusal(404, "NoSuchUpload", "The upload does not exist");
    }
    return super.listMultipartUpload(upload);
  }

  @Override
  public BucketCannedACL getContainerAccess(String bucket) {
    return BucketCannedACL.PRIVATE;
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    return ObjectCannedACL.PRIVATE;
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key, String versionId) {
    return ObjectCannedACL.PRIVATE;
  }

  private static boolean sameETag(String wanted, String present) {
    return wanted.equals("*") || unquoted(wanted).equals(unquoted(present));
  }

  private static String unquoted(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }

  private static S3Exception refusal(int status, String code, String message) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .message(message)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }

  private void force(String bucket, String key) {
    Path file = root.resolve(bucket).resolve(key);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      // Deleted again meanwhile, or a key that ends in a slash.
      return;
    }
    try {
      force(file, StandardOpenOption.WRITE);
      force(file.getParent(), StandardOpenOption.READ);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot force an object to the disk", e);
    }
  }

  private static void force(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }
}
