package dev.scripttrimmer.segmentation.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * A text whose topics are known, and which words a person might name each of them with.
 *
 * @param subjects per topic the words that belong into a title or among the keywords
 */
public record NamedText(ReferenceText text, List<String> subjects) {
  private static final String BORDER = "={10,}";

  public NamedText {
    subjects = List.copyOf(subjects);
    if (subjects.size() != text.topics()) {
      throw new IllegalArgumentException(
          text.topics() + " topics, and subjects of " + subjects.size());
    }
  }

  /**
   * Reads the usual format with a line of equals signs before every topic, the first included, and
   * behind them the words.
   */
  public static NamedText parse(String text) {
    List<String> subjects = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.matches(BORDER + ".*")) {
        subjects.add(line.replaceFirst(BORDER, "").strip());
      }
    }
    return new NamedText(ReferenceText.parse(text), subjects);
  }
}
