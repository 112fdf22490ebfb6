package dev.scripttrimmer.vosk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a model's language off its name, such as {@code vosk-model-small-en-us-0.15}. */
final class ModelLanguage {
  private static final String UNDETERMINED = "und";

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** Names that are countries where the rest of the list has languages. */
  private static final Map<String, String> COUNTRY_FOR_LANGUAGE =
      Map.of("cn", "zh-CN", "vn", "vi", "kz", "kk", "ua", "uk");

  private ModelLanguage() {}

  /** A BCP 47 tag; {@code und} when the name tells nothing. */
  static String ofModelName(String name) {
    if (!name.startsWith(ModelNames.PREFIX)) {
      return UNDETERMINED;
    }
    List<String> parts =
        Arrays.stream(name.substring(ModelNames.PREFIX.length()).split("-"))
            .dropWhile("small"::equals)
            .toList();
    String language = parts.isEmpty() ? "" : parts.get(0);
    if (COUNTRY_FOR_LANGUAGE.containsKey(language)) {
      return COUNTRY_FOR_LANGUAGE.get(language);
    }
    if (!LANGUAGES.contains(language)) {
      return UNDETERMINED;
    }
    String country = parts.size() > 1 ? parts.get(1).toUpperCase(Locale.ROOT) : "";
    return COUNTRIES.contains(country) ? language + "-" + country : language;
  }
}
