package dev.scripttrimmer.app.config;

import java.net.URI;
import java.util.Optional;

/** {@code tracing} in the shipped file. */
public record TracingSection(String endpoint, double sample) {
  public TracingSection {
    if (sample < 0 || sample > 1) {
      throw new IllegalArgumentException("sample is from 0 to 1");
    }
    if (!endpoint.isBlank() && !endpoint.matches("https?://.+")) {
      throw new IllegalArgumentException("endpoint is a http:// or https:// URL");
    }
  }

  /** Where traces go; empty when nobody traces. */
  public Optional<URI> collector() {
    return AppConfig.text(endpoint).map(URI::create);
  }
}
