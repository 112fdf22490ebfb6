package dev.scripttrimmer.ffmpeg.probe;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.ffmpeg.run.MediaLimits;
import java.util.Optional;
import net.bramp.ffmpeg.probe.FFmpegProbeResult;
import net.bramp.ffmpeg.probe.FFmpegStream;
import net.bramp.ffmpeg.shared.CodecType;

/**
 * The streams of a file that matter here.
 *
 * @param container the container's first short name
 * @param zero the time stamp, in seconds, at which the file's presentation starts
 * @param duration declared length in seconds; 0 when the file does not say
 * @param video the first that moves; cover pictures do not count
 * @param audio the first
 */
public record MediaStreams(
    String container,
    double zero,
    double duration,
    Optional<FFmpegStream> video,
    Optional<FFmpegStream> audio) {

  /**
   * @throws TrimException {@code MEDIA_LIMITS_EXCEEDED}
   */
  public static MediaStreams of(FFmpegProbeResult probed, MediaLimits limits) {
    if (probed.getStreams().size() > limits.streams()
        || probed.getFormat().getNbStreams() > limits.streams()) {
      throw tooLarge("it has more than " + limits.streams() + " streams");
    }
    double duration = probed.getFormat().getDuration();
    if (duration > limits.duration().toSeconds()) {
      throw tooLarge("it is longer than " + limits.duration().toMinutes() + " minutes");
    }
    Optional<FFmpegStream> video =
        probed.getStreams().stream().filter(MediaStreams::moves).findFirst();
    video.ifPresent(v -> requireSize(v, limits));
    return new MediaStreams(
        probed.getFormat().getFormatName().split(",")[0],
        probed.getFormat().getStartTime(),
        Double.isFinite(duration) ? Math.max(0, duration) : 0,
        video,
        probed.getStreams().stream()
            .filter(s -> s.getCodecType() == CodecType.AUDIO)
            .filter(s -> s.getCodecName() != null && s.getSampleRate() > 0 && s.getChannels() > 0)
            .findFirst());
  }

  /** Refuses before anything is decoded: a few bytes can declare a picture of many gigabytes. */
  private static void requireSize(FFmpegStream video, MediaLimits limits) {
    int width = video.getWidth();
    int height = video.getHeight();
    if (width > limits.side()
        || height > limits.side()
        || (long) width * height > limits.pixels()) {
      throw tooLarge("its pictures have " + width + " x " + height + " pixels");
    }
  }

  private static boolean moves(FFmpegStream stream) {
    return stream.getCodecType() == CodecType.VIDEO
        && stream.getCodecName() != null
        && stream.getWidth() > 0
        && stream.getHeight() > 0
        && (stream.getDisposition() == null
            || !stream.getDisposition().isAttachedPic()
                && !stream.getDisposition().isTimedThumbnails());
  }

  private static TrimException tooLarge(String what) {
    return new TrimException(
        ErrorCode.MEDIA_LIMITS_EXCEEDED, "The video is larger than is allowed: " + what + ".");
  }
}
