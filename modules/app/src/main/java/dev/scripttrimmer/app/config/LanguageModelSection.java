package dev.scripttrimmer.app.config;

import dev.scripttrimmer.languagemodel.LanguageModelConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code language-model} in the shipped file.
 *
 * @param url empty for none
 * @param apiKey a secret
 */
public record LanguageModelSection(
    String url, String model, String apiKey, Duration timeout, int retries, int maxCharacters) {

  /** Empty where no model is configured. */
  public Optional<LanguageModelConfig> toLanguageModel() {
    return AppConfig.text(url)
        .map(
            base ->
                new LanguageModelConfig(
                    URI.create(base),
                    model,
                    AppConfig.text(apiKey),
                    timeout,
                    retries,
                    maxCharacters));
  }
}
