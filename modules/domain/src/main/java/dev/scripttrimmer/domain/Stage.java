package dev.scripttrimmer.domain;

/** What is done to a video, in order; neighbours overlap where they can. */
public enum Stage {
  DOWNLOAD,
  AUDIO,
  CHUNK,
  TRANSCRIBE,
  SEGMENT,
  CUT,
  UPLOAD
}
