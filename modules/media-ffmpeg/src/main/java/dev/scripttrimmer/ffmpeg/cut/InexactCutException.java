package dev.scripttrimmer.ffmpeg.cut;

/** Borders that were encoded do not fit to what is copied; the clip must be encoded in full. */
final class InexactCutException extends Exception {
  private static final long serialVersionUID = 1L;

  InexactCutException(String reason) {
    super(reason);
  }
}
