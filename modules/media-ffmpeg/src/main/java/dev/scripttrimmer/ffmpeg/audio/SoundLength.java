package dev.scripttrimmer.ffmpeg.audio;

import dev.scripttrimmer.ffmpeg.probe.MediaStreams;

/** How long a file says that its sound is. */
final class SoundLength {
  private SoundLength() {}

  /**
   * When the sound ends, in seconds of the presentation; 0 when the file does not say.
   *
   * <p>Only what the sound's own stream declares counts: sound may well end before the pictures do.
   */
  static double declared(MediaStreams streams) {
    return streams
        .audio()
        .filter(audio -> audio.getDuration() > 0)
        .map(audio -> audio.getStartTime() - streams.zero() + audio.getDuration())
        .orElse(0.0);
  }
}
