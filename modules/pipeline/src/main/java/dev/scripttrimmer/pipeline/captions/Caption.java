package dev.scripttrimmer.pipeline.captions;

import dev.scripttrimmer.domain.TimeSpan;
import java.util.List;

/**
 * What is shown at once.
 *
 * @param span when; longer than nothing
 * @param lines one or two, each of at most {@link #LINE_LENGTH} characters, not blank
 */
public record Caption(TimeSpan span, List<String> lines) {
  /** The most characters in a line, counted as code points. */
  public static final int LINE_LENGTH = 42;

  public Caption {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || span.length() <= 0) {
      throw new IllegalArgumentException("a caption shows something for some time");
    }
  }
}
