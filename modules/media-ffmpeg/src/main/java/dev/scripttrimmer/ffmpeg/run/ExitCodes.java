package dev.scripttrimmer.ffmpeg.run;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.ffmpeg.process.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failed run of ffmpeg means for the person whose video it was. */
public final class ExitCodes {
  private static final Logger LOG = LoggerFactory.getLogger(ExitCodes.class);

  private ExitCodes() {}

  /**
   * @param exit not ok
   * @param work what ffmpeg was doing, for operators
   * @return to be thrown: {@code SCRATCH_FULL}, {@code MEDIA_LIMITS_EXCEEDED} or {@code
   *     MEDIA_CORRUPT}
   */
  public static TrimException failure(Exit exit, String work) {
    LOG.warn(
        "ffmpeg failed work={} exit={} last_words=\"{}\"",
        work,
        exit.code(),
        exit.lastWords().replaceAll("file:\\S+", "FILE"));
    if (exit.diskFull()) {
      return new TrimException(
          ErrorCode.SCRATCH_FULL, "The worker has no room left for this video.");
    }
    if (exit.overLimit()) {
      return new TrimException(
          ErrorCode.MEDIA_LIMITS_EXCEEDED,
          "Working on this video takes more processor time, memory or disk than is allowed.");
    }
    return new TrimException(
        ErrorCode.MEDIA_CORRUPT, "The video is damaged: its content cannot be decoded.");
  }
}
