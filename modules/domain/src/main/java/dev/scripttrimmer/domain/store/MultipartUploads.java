package dev.scripttrimmer.domain.store;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Uploads in parts that a browser sends straight to the store, with links from {@link LinkSigner}.
 * Fails as {@link ObjectStore} does; {@code NOT_FOUND} for an unknown or ended upload.
 */
public interface MultipartUploads {
  /**
   * @return the id of the new upload
   */
  CompletionStage<String> create(ObjectLocation location, String contentType);

  /**
   * @return every part that has arrived, by number
   */
  CompletionStage<List<UploadedPart>> parts(ObjectLocation location, String uploadId);

  /** Makes the object of its parts. */
  CompletionStage<ObjectVersion> complete(
      ObjectLocation location, String uploadId, List<UploadedPart> parts);

  /** Drops the upload and its parts; succeeds also when it is gone. */
  CompletionStage<Void> abort(ObjectLocation location, String uploadId);

  /**
   * @param number 1 to 10,000
   * @param etag as the store answered the part's PUT
   * @param size bytes; 0 when a client named the part without it
   */
  record UploadedPart(int number, String etag, long size) {}
}
