package dev.scripttrimmer.segmentation;

import java.util.List;

/**
 * A phrase that may name a part of a lecture.
 *
 * @param words as they are said, lower case
 * @param stems of its content words, at least one
 * @param score comparable within one part; higher is better
 */
record Phrase(List<String> words, List<String> stems, double score) {
  String text() {
    return String.join(" ", words);
  }

  boolean sharesStem(Phrase other) {
    return stems.stream().anyMatch(other.stems::contains);
  }
}
