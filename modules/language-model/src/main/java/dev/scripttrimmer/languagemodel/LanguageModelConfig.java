package dev.scripttrimmer.languagemodel;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A language model that speaks OpenAI's protocol for chats.
 *
 * @param url base of its interface, such as {@code http://127.0.0.1:11434/v1}
 * @param model the name that it is asked for by
 * @param apiKey a secret; empty where none is asked for. It leaves this machine encrypted or not at
 *     all
 * @param timeout for one answer, above 0; with all retries it may take three times as long
 * @param retries after a passing failure, 0 to 5
 * @param maxCharacters of a transcript that it is shown; of a longer one it is shown summaries
 */
public record LanguageModelConfig(
    URI url,
    String model,
    Optional<String> apiKey,
    Duration timeout,
    int retries,
    int maxCharacters) {
  public LanguageModelConfig {
    if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
      throw new IllegalArgumentException(
          "a language model's url is such as https://llm.example.org/v1");
    }
    if (apiKey.isPresent() && url.getScheme().equals("http") && !isHere(url.getHost())) {
      throw new IllegalArgumentException(
          "a language model that is sent a key has an https url, or is on this machine");
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("which language model? its name is missing");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a language model's timeout is above 0: " + timeout);
    }
    if (retries < 0 || retries > 5) {
      throw new IllegalArgumentException("retries are 0 to 5: " + retries);
    }
    if (maxCharacters < 0) {
      throw new IllegalArgumentException("a number of characters is 0 or more: " + maxCharacters);
    }
  }

  /** By what is written, without asking a name service what it means. */
  private static boolean isHere(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** How long all tries together may take. */
  Duration deadline() {
    return timeout.multipliedBy(Math.min(3, retries + 1));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "LanguageModelConfig[" + url.getHost() + ", " + model + "]";
  }
}
