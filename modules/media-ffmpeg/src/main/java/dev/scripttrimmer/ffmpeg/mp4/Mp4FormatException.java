package dev.scripttrimmer.ffmpeg.mp4;

import java.io.IOException;

/** The file is no MP4, is damaged, or uses a part of the format that is not read here. */
public final class Mp4FormatException extends IOException {
  private static final long serialVersionUID = 1L;

  Mp4FormatException(String what) {
    super(what);
  }

  Mp4FormatException(String what, Throwable cause) {
    super(what, cause);
  }
}
