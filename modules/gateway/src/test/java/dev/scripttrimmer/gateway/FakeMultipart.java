package dev.scripttrimmer.gateway;

import dev.scripttrimmer.domain.store.MultipartUploads;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Uploads in parts of which only the book-keeping exists. */
final class FakeMultipart implements MultipartUploads {
  private final Map<String, ObjectLocation> open = new HashMap<>();

  @Override
  public synchronized CompletionStage<String> create(ObjectLocation location, String type) {
    String id = "upload-" + (open.size() + 1);
    open.put(id, location);
    return CompletableFuture.completedFuture(id);
  }

  @Override
  public synchronized CompletionStage<List<UploadedPart>> parts(
      ObjectLocation location, String uploadId) {
    return isOpen(location, uploadId)
        ? CompletableFuture.completedFuture(List.of(new UploadedPart(1, "\"etag-1\"", 5)))
        : unknown();
  }

  @Override
  public synchronized CompletionStage<ObjectVersion> complete(
      ObjectLocation location, String uploadId, List<UploadedPart> parts) {
    if (!isOpen(location, uploadId)) {
      return unknown();
    }
    open.remove(uploadId);
    return CompletableFuture.completedFuture(new ObjectVersion("\"whole\""));
  }

  @Override
  public synchronized CompletionStage<Void> abort(ObjectLocation location, String uploadId) {
    open.remove(uploadId);
    return CompletableFuture.completedFuture(null);
  }

  private boolean isOpen(ObjectLocation location, String uploadId) {
    return location.equals(open.get(uploadId));
  }

  private static <T> CompletionStage<T> unknown() {
    return CompletableFuture.failedFuture(
        new ObjectStoreException(ObjectStoreException.Kind.NOT_FOUND, "no such upload", null));
  }
}
