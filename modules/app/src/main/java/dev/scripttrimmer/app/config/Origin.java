package dev.scripttrimmer.app.config;

import java.net.URI;

/** Where something listens, as a URL. */
final class Origin {
  private Origin() {}

  /**
   * @param host a name or an address; one of IPv6 without brackets
   */
  static URI of(String scheme, String host, int port) {
    String authority = host.contains(":") ? "[" + host + "]" : host;
    return URI.create(scheme + "://" + authority + ":" + port);
  }
}
