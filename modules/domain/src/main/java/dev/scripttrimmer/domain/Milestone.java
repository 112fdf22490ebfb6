package dev.scripttrimmer.domain;

import java.util.Optional;

/** The eight updates that every successful run shows, in this order, each once. */
public enum Milestone {
  STARTED(5, "Starting video processing..."),
  DOWNLOADING(15, "Downloading video from S3..."),
  EXTRACTING_AUDIO(30, "Extracting audio..."),
  CHUNKING(50, "Processing audio chunks..."),
  TRANSCRIBING(70, "Transcribing audio..."),
  CUTTING(85, "Extracting video segments..."),
  UPLOADING(95, "Uploading segments to S3..."),
  COMPLETED(100, "Video processing completed successfully!");

  private final int progress;
  private final String message;

  Milestone(int progress, String message) {
    this.progress = progress;
    this.message = message;
  }

  /** Percent of the whole, 5 to 100. */
  public int progress() {
    return progress;
  }

  /** The exact text that clients of the service match on. */
  public String message() {
    return message;
  }

  /** The milestone after this one; empty after {@link #COMPLETED}. */
  public Optional<Milestone> next() {
    return this == COMPLETED ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
  }
}
