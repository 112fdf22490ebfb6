package dev.scripttrimmer.domain;

import java.util.Optional;

/**
 * Why something could not be done, for the person who asked for it.
 *
 * @param code the stable name
 * @param stage where in the run; empty outside of a run
 * @param detail one sentence that a person can act on; free of secrets, paths and host names
 */
public record Failure(ErrorCode code, Optional<Stage> stage, String detail) {
  public Failure {
    if (detail.isBlank()) {
      throw new IllegalArgumentException("a failure says what is wrong");
    }
  }

  /** A failure outside of any stage. */
  public static Failure of(ErrorCode code, String detail) {
    return new Failure(code, Optional.empty(), detail);
  }

  /** The same failure, placed in {@code stage} unless it already has a place. */
  public Failure in(Stage stage) {
    return this.stage.isPresent() ? this : new Failure(code, Optional.of(stage), detail);
  }
}
