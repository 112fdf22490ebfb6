package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.gateway.GatewayConfig;
import java.util.Set;

/**
 * Which objects of the service's own bucket a caller may name. Its jobs, their results and its
 * secrets lie there beside the uploads; a job on one of those would hand it out.
 */
public final class Sources {
  /** What the service itself writes. */
  private static final Set<String> OWN =
      Set.of("active/", "index/", "jobs/", "probe/", "scatter/", "secrets/", "webhooks/");

  private static final int FOLDER_DIGITS = 32;

  private final GatewayConfig.Uploads uploads;

  public Sources(GatewayConfig.Uploads uploads) {
    this.uploads = uploads;
  }

  /** What the keys of the caller's uploads begin with, its slash included. */
  public String folder(Caller.Submitter caller) {
    return caller instanceof Caller.Owner owner
        // Hashed: an owner's name may hold anything.
        ? uploads.prefix() + ApiKey.Hash.of(owner.name()).hex().substring(0, FOLDER_DIGITS) + "/"
        : uploads.prefix();
  }

  /**
   * @throws TrimException {@code URL_NOT_ALLOWED} when the caller may not have this object
   *     processed
   */
  public void requireAllowed(Caller.Submitter caller, ObjectLocation source) {
    if (!source.bucket().equals(uploads.bucket())) {
      return;
    }
    if (OWN.stream().anyMatch(source.key()::startsWith)) {
      throw new TrimException(
          ErrorCode.URL_NOT_ALLOWED, "s3_url names an object that the service itself wrote.");
    }
    if (caller instanceof Caller.Owner && !isOwnUpload(caller, source)) {
      throw new TrimException(
          ErrorCode.URL_NOT_ALLOWED,
          "s3_url is none of your uploads; upload the video here, then submit the s3_url given.");
    }
  }

  /** Whether the object is, or will be, one that this caller uploaded. */
  boolean isOwnUpload(Caller.Submitter caller, ObjectLocation source) {
    return source.bucket().equals(uploads.bucket()) && source.key().startsWith(folder(caller));
  }
}
