package dev.scripttrimmer.domain.media;

import java.util.Optional;

/**
 * What a probe found in a media file.
 *
 * @param container the container's short name, such as {@code mov} or {@code matroska}
 * @param duration declared length in seconds, more than 0; of a file of which only the beginning
 *     was seen, 0 when that does not tell
 * @param size bytes
 * @param video the first real video stream; cover pictures do not count
 * @param audio the first audio stream
 */
public record MediaInfo(
    String container,
    double duration,
    long size,
    Optional<VideoStream> video,
    Optional<AudioStream> audio) {

  /**
   * @param codec such as {@code h264}
   * @param width pixels as stored
   * @param height pixels as stored
   * @param frameRate pictures a second, average; 0 when unknown
   */
  public record VideoStream(String codec, int width, int height, double frameRate) {}

  /**
   * @param codec such as {@code aac}
   * @param sampleRate hertz
   * @param channels 1 or more
   */
  public record AudioStream(String codec, int sampleRate, int channels) {}
}
