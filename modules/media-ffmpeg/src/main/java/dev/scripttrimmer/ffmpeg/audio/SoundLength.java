package dev.scripttrimmer.ffmpeg.audio;

import dev.scripttrimmer.ffmpeg.probe.MediaStreams;
import java.util.Set;

/** How long a file says that its sound is. */
final class SoundLength {
  /** A file cut short in one of these is found out by its length. */
  private static final Set<String> SAYING_THEIR_SIZE = Set.of("mov", "matroska", "avi", "wav");

  private SoundLength() {}

  /**
   * When the sound ends, in seconds of the presentation; 0 when the file does not say.
   *
   * <p>Sound may well end before the pictures do, so what its own stream declares comes first.
   */
  static double declared(MediaStreams streams) {
    return streams
        .audio()
        .filter(audio -> audio.getDuration() > 0)
        .map(audio -> audio.getStartTime() - streams.zero() + audio.getDuration())
        .orElse(SAYING_THEIR_SIZE.contains(streams.container()) ? 0 : streams.duration());
  }
}
