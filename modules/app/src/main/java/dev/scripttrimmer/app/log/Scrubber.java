package dev.scripttrimmer.app.log;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a text what must not be in a log: credentials, in the forms that they are known to
 * come in, and control characters, which could forge lines or steer a terminal. The last line of
 * defence: nothing should log a secret in the first place.
 */
public final class Scrubber {
  private static final String HIDDEN = "***";

  private record Rule(Pattern pattern, String replacement) {
    static Rule of(String regex, String replacement) {
      return new Rule(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), replacement);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          // The query of a URL may be a signature; user and password may stand before its host.
          Rule.of("(\\bhttps?://)[^/\\s@\"']*@", "$1" + HIDDEN + "@"),
          Rule.of("(\\bhttps?://[^\\s?\"']*\\?)[^\\s\"'<>]+", "$1" + HIDDEN),
          Rule.of("\\b(X-Amz-[A-Za-z-]+=)[^&\\s\"']+", "$1" + HIDDEN),
          Rule.of(
              "\\b((?:authorization|proxy-authorization|cookie|set-cookie|x-api-key)"
                  + "[\"']?\\s*[:=]\\s*).+",
              "$1" + HIDDEN),
          Rule.of("\\b(bearer\\s+)[\\w.~+/-]+=*", "$1" + HIDDEN),
          Rule.of("\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*", HIDDEN),
          Rule.of(
              "\\b([\\w.-]*(?:secret|password|passwd|token|api[_-]?key|access[_-]?key|signature)"
                  + "[\\w.-]*[\"']?\\s*[:=]\\s*[\"']?)[^\\s&\"',;)}]+",
              "$1" + HIDDEN),
          Rule.of("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b", HIDDEN),
          Rule.of("-----BEGIN [A-Z ]*PRIVATE KEY-----.*", HIDDEN));

  private Scrubber() {}

  /** The text on one line, without secrets. */
  public static String scrub(String text) {
    String line = withoutControls(text);
    for (Rule rule : RULES) {
      line = rule.pattern.matcher(line).replaceAll(rule.replacement);
    }
    return line;
  }

  private static String withoutControls(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().map(c -> steers(c) ? ' ' : c).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** Control characters, line separators, and those that turn the direction of writing. */
  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
