package dev.scripttrimmer.domain.job;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.store.ObjectLocation;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client asked for.
 *
 * @param s3Url exactly as it was sent, without query
 * @param source where the video lies
 * @param trim whether a tightened video is wanted, too
 * @param owner who may see and cancel the job; {@link #ANYONE} when nobody signs in
 * @param recut segments that were given; empty when they are to be found
 * @param trace the request that asked, as W3C's {@code traceparent}; empty when nobody traces
 */
public record Submission(
    QueueKey key,
    String s3Url,
    ObjectLocation source,
    VideoType videoType,
    boolean trim,
    String owner,
    Instant submittedAt,
    Optional<Recut> recut,
    Optional<String> trace) {
  public static final String ANYONE = "anyone";

  /** What the service puts before the names of files that are uploaded to it. */
  private static final String UPLOAD_PREFIX = "^\\d{8}_\\d{6}_[0-9a-f-]{36}_";

  /** What nobody traces. */
  public Submission(
      QueueKey key,
      String s3Url,
      ObjectLocation source,
      VideoType videoType,
      boolean trim,
      String owner,
      Instant submittedAt,
      Optional<Recut> recut) {
    this(key, s3Url, source, videoType, trim, owner, submittedAt, recut, Optional.empty());
  }

  /** The video's file name, as whoever uploaded it knows it. */
  public String filename() {
    return source.filename().replaceFirst(UPLOAD_PREFIX, "");
  }

  /** The same video again, cut as {@code recut} says. */
  public Submission again(Recut recut, Instant now) {
    return new Submission(key, s3Url, source, videoType, trim, owner, now, Optional.of(recut));
  }

  /** The same, asked for by somebody else. */
  public Submission ownedBy(String owner) {
    return new Submission(key, s3Url, source, videoType, trim, owner, submittedAt, recut, trace);
  }

  /** The same, asked for by a request that is traced, or not. */
  public Submission traced(Optional<String> trace) {
    return new Submission(key, s3Url, source, videoType, trim, owner, submittedAt, recut, trace);
  }
}
