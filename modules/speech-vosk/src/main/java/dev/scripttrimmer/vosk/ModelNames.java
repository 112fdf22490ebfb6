package dev.scripttrimmer.vosk;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How models are called: in full, or short, without the common prefix and the version. */
final class ModelNames {
  static final String PREFIX = "vosk-model-";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private ModelNames() {}

  /** Whether {@code text} can name a model, and so be a folder's name; a path cannot. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * The one of {@code names} that {@code wanted} means: {@code small-en-us} means the newest {@code
   * vosk-model-small-en-us-*}.
   */
  static Optional<String> resolve(String wanted, Collection<String> names) {
    String full = wanted.startsWith(PREFIX) ? wanted : PREFIX + wanted;
    if (names.contains(wanted)) {
      return Optional.of(wanted);
    }
    if (names.contains(full)) {
      return Optional.of(full);
    }
    Pattern versions = Pattern.compile(Pattern.quote(full) + "-v?[0-9][0-9.]*");
    return names.stream()
        .filter(name -> versions.matcher(name).matches())
        .max(Comparator.comparing(ModelNames::versionKey));
  }

  /** Orders like the name, with each number by its value: 0.15 is newer than 0.3. */
  private static String versionKey(String name) {
    Matcher numbers = NUMBER.matcher(name);
    return numbers.replaceAll(n -> String.format("%012d", new BigInteger(n.group())));
  }
}
