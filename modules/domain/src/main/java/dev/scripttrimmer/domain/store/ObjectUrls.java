package dev.scripttrimmer.domain.store;

/** Tells object locations from the URLs that clients send, and names locations to clients. */
public interface ObjectUrls {
  /**
   * Where {@code s3Url} points, if that is a bucket which this service may read. The URL's query is
   * dropped: it may be a signature.
   *
   * @param s3Url as a client sent it; anything
   * @throws dev.scripttrimmer.domain.TrimException {@code INVALID_REQUEST} when it is no URL of an
   *     object, {@code URL_NOT_ALLOWED} when it points anywhere else
   */
  ObjectLocation locate(String s3Url);

  /** The URL, unsigned, by which clients know the object; {@link #locate} takes it back. */
  String urlOf(ObjectLocation location);
}
