package dev.scripttrimmer.worker;

/** What a line of the log tells of the work that it comes from. */
final class LogFields {
  static final String KEY = "key";
  static final String STAGE = "stage";

  private LogFields() {}
}
