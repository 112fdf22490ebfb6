package dev.scripttrimmer.segmentation;

import dev.scripttrimmer.segmentation.InteractionCue.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads lists of cues; how they are written stands at the head of {@code interaction-cues-en.txt}.
 */
final class InteractionCues {
  private static final Pattern PART = Pattern.compile("\\{([A-Z]+)}");

  static final List<InteractionCue> ENGLISH = parse(LanguageData.lines("interaction-cues-en.txt"));

  private InteractionCues() {}

  static List<InteractionCue> parse(List<String> lines) {
    Map<String, String> parts = new HashMap<>();
    List<InteractionCue> cues = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split("\\s+", 3);
      if (fields[0].equals("let")) {
        parts.put(fields[1], fields[2]);
      } else {
        cues.add(cue(line.split("\\s+", 4), parts));
      }
    }
    return List.copyOf(cues);
  }

  private static InteractionCue cue(String[] fields, Map<String, String> parts) {
    Role role = Role.valueOf(fields[0]);
    double weight = Double.parseDouble(fields[1]);
    String pattern = PART.matcher(fields[3]).replaceAll(part -> quoted(part.group(1), parts));
    return fields[2].equals("opening")
        ? InteractionCue.opening(role, weight, pattern)
        : InteractionCue.anywhere(role, weight, pattern);
  }

  private static String quoted(String name, Map<String, String> parts) {
    if (!parts.containsKey(name)) {
      throw new IllegalArgumentException("no part is named " + name);
    }
    return Matcher.quoteReplacement(parts.get(name));
  }
}
