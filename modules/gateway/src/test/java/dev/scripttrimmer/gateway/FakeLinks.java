package dev.scripttrimmer.gateway;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.store.LinkSigner;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectUrls;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** URLs of one bucket, and links whose "signature" says what was signed. */
final class FakeLinks implements ObjectUrls, LinkSigner {
  static final String BUCKET = "bucket";
  static final String BASE = "https://bucket.s3.test/";

  @Override
  public ObjectLocation locate(String s3Url) {
    if (!s3Url.startsWith("https://")) {
      throw new TrimException(ErrorCode.INVALID_REQUEST, "This is no URL of an object.");
    }
    if (!s3Url.startsWith(BASE)) {
      throw new TrimException(ErrorCode.URL_NOT_ALLOWED, "This bucket is not served.");
    }
    return new ObjectLocation(BUCKET, s3Url.substring(BASE.length()).split("\\?", 2)[0]);
  }

  @Override
  public String urlOf(ObjectLocation location) {
    return BASE + location.key();
  }

  @Override
  public URI signPut(ObjectLocation location, String contentType, Duration validity) {
    return signed(location, "put-" + contentType.replace('/', '.'), validity);
  }

  @Override
  public URI signGet(ObjectLocation location, Optional<String> downloadName, Duration validity) {
    return signed(location, "get-" + downloadName.orElse("inline"), validity);
  }

  @Override
  public URI signPart(ObjectLocation location, String uploadId, int partNumber, Duration validity) {
    return signed(location, "part-" + uploadId + "-" + partNumber, validity);
  }

  private URI signed(ObjectLocation location, String what, Duration validity) {
    String escaped = GatewayFixture.encode(location.key()).replace("%2F", "/");
    return URI.create(
        BASE + escaped + "?sig=" + GatewayFixture.encode(what) + "&for=" + validity.toSeconds());
  }
}
