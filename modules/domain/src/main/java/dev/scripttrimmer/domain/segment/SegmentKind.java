package dev.scripttrimmer.domain.segment;

/** Why a segment is one. */
public enum SegmentKind {
  TOPIC,
  INTERACTION
}
