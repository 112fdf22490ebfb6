package dev.scripttrimmer.domain.job;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.store.ObjectLocation;
import java.time.Instant;

/**
 * What a client asked for.
 *
 * @param s3Url exactly as it was sent, without query
 * @param source where the video lies
 * @param owner who may see and cancel the job; {@link #ANYONE} when nobody signs in
 */
public record Submission(
    QueueKey key,
    String s3Url,
    ObjectLocation source,
    VideoType videoType,
    String owner,
    Instant submittedAt) {
  public static final String ANYONE = "anyone";
}
