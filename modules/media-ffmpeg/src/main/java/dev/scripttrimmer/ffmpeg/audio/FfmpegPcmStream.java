package dev.scripttrimmer.ffmpeg.audio;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.media.PcmFormat;
import dev.scripttrimmer.domain.media.PcmStream;
import dev.scripttrimmer.ffmpeg.process.ChildProcess;
import dev.scripttrimmer.ffmpeg.process.Exit;
import dev.scripttrimmer.ffmpeg.run.ExitCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Sound as it comes out of a running ffmpeg; at its end it is compared with what was declared. */
final class FfmpegPcmStream implements PcmStream {
  private static final double TOLERATED_SECONDS = 1;
  private static final double TOLERATED_SHARE = 0.01;

  private final ChildProcess child;
  private final long mostBytes;
  private final DoubleSupplier declaredSeconds;
  private long bytes;
  private boolean ended;

  /**
   * @param declaredSeconds asked once, at the end; 0 when nothing is declared
   */
  FfmpegPcmStream(ChildProcess child, Duration longest, DoubleSupplier declaredSeconds) {
    this.child = child;
    this.mostBytes = longest.toSeconds() * PcmFormat.BYTES_PER_SECOND;
    this.declaredSeconds = declaredSeconds;
  }

  @Override
  public int read(byte[] buffer) {
    if (ended) {
      return 0;
    }
    int length = buffer.length - buffer.length % PcmFormat.BYTES_PER_SAMPLE;
    int read = readFully(buffer, length);
    bytes += read;
    if (bytes > mostBytes) {
      child.close();
      throw new TrimException(
          ErrorCode.MEDIA_LIMITS_EXCEEDED, "The video's sound is longer than is allowed.");
    }
    if (read < length) {
      ended = true;
      checkEnd();
    }
    return read - read % PcmFormat.BYTES_PER_SAMPLE;
  }

  @Override
  public void close() {
    ended = true;
    child.close();
  }

  private int readFully(byte[] buffer, int length) {
    try {
      return child.stdout().readNBytes(buffer, 0, length);
    } catch (IOException e) {
      if (child.killed()) {
        return 0;
      }
      throw new TrimException(ErrorCode.INTERNAL, "The video's sound could not be read.", e);
    }
  }

  private void checkEnd() {
    Exit exit = child.await();
    if (!exit.ok()) {
      throw ExitCodes.failure(exit, "audio");
    }
    if (bytes == 0) {
      throw new TrimException(
          ErrorCode.MEDIA_CORRUPT, "The video is damaged: none of its sound can be decoded.");
    }
    double decoded = PcmFormat.seconds(bytes);
    double declared = declaredSeconds.getAsDouble();
    if (decoded < declared - Math.max(TOLERATED_SECONDS, declared * TOLERATED_SHARE)) {
      throw new TrimException(
          ErrorCode.MEDIA_TRUNCATED,
          "The video was cut short: it declares more sound than it has. Upload it again in full.");
    }
  }
}
