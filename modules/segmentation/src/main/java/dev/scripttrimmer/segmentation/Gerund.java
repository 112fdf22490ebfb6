package dev.scripttrimmer.segmentation;

import java.util.regex.Pattern;

/** Turns an English verb into the noun that names what it does: bake, baking. */
final class Gerund {
  private static final Pattern SILENT_E = Pattern.compile(".*[^aeoy]e");
  private static final Pattern SHORT_SYLLABLE = Pattern.compile("[^aeiou]*[aeiou][bdgklmnprt]");
  private static final Pattern IE = Pattern.compile(".*ie");

  private Gerund() {}

  static String of(String verb) {
    if (IE.matcher(verb).matches()) {
      return verb.substring(0, verb.length() - 2) + "ying";
    }
    if (SILENT_E.matcher(verb).matches()) {
      return verb.substring(0, verb.length() - 1) + "ing";
    }
    if (SHORT_SYLLABLE.matcher(verb).matches()) {
      return verb + verb.charAt(verb.length() - 1) + "ing";
    }
    return verb + "ing";
  }
}
