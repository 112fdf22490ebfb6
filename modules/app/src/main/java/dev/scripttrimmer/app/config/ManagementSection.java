package dev.scripttrimmer.app.config;

import java.net.URI;

/** {@code management} in the shipped file. */
public record ManagementSection(boolean enabled, String host, int port) {
  /**
   * The URL that it has.
   *
   * @param listening the port that it listens on
   */
  public URI origin(int listening) {
    return Origin.of("http", host, listening);
  }

  /** Switched off. */
  ManagementSection off() {
    return new ManagementSection(false, host, port);
  }
}
