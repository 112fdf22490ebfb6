package dev.scripttrimmer.domain;

/** What kind of recording a video is, and so which segments are looked for. */
public enum VideoType {
  /** Held before an audience: topics and interactions. */
  LIVE,
  /** Recorded without an audience: topics only. */
  RECORDED
}
