package dev.scripttrimmer.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Spells phrases as English titles. */
final class TitleCase {
  private static final Set<String> SMALL =
      Set.of(
          "a", "an", "the", "of", "and", "or", "in", "on", "for", "to", "with", "at", "by", "from");

  private TitleCase() {}

  static String of(List<String> words) {
    List<String> spelled = new ArrayList<>();
    for (String word : words) {
      spelled.add(!spelled.isEmpty() && SMALL.contains(word) ? word : capitalised(word));
    }
    return String.join(" ", spelled);
  }

  /** With the first letter in upper case. */
  static String capitalised(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    return new StringBuilder()
        .appendCodePoint(Character.toTitleCase(first))
        .append(text, Character.charCount(first), text.length())
        .toString();
  }
}
