package dev.scripttrimmer.gateway.webhook;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.gateway.GatewayConfig;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Whom this service lets itself be sent to. A client that could name any URL could have the service
 * knock at doors that only the service can reach (server-side request forgery).
 */
public final class WebhookPolicy {
  private static final int MAX_URL = 2_048;

  private final GatewayConfig.Webhooks config;

  public WebhookPolicy(GatewayConfig.Webhooks config) {
    this.config = config;
  }

  /**
   * @param url as a client sent it
   * @throws TrimException {@code URL_NOT_ALLOWED} unless its scheme, host and port are configured
   */
  URI requireAllowed(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw refused("webhook_url is no URL.");
    }
    if (url.length() > MAX_URL || uri.getHost() == null) {
      throw refused("webhook_url is a URL such as https://host/path, of at most 2048 characters.");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw refused("webhook_url has a user name, a password or a fragment in it.");
    }
    if (!config.allowedOrigins().contains(originOf(uri))) {
      throw refused("webhook_url leads to none of the places that this service may tell.");
    }
    return uri;
  }

  private static String originOf(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT) + port;
  }

  /**
   * Whether an address that a configured host turned out to have may be connected to: a name's
   * owner can have it lead anywhere.
   */
  boolean allows(InetAddress address) {
    return config.privateAddresses() || isPublic(address);
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean special =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    boolean reserved =
        address instanceof Inet4Address
            // This network; shared address space (RFC 6598); protocol assignments; tests; reserved.
            ? first == 0
                || first == 100 && second >= 64 && second < 128
                || first == 192 && second == 0
                || first == 198 && (second == 18 || second == 19)
                || first >= 240
            // Only 2000::/3 is given out, of which 6to4 and Teredo may hide any IPv4 address.
            : first >> 5 != 1
                || first == 0x20 && (second == 0x02 || second == 0x01 && isTeredo(bytes));
    return !special && !reserved;
  }

  private static boolean isTeredo(byte[] bytes) {
    return bytes[2] == 0 && bytes[3] == 0;
  }

  private static TrimException refused(String detail) {
    return new TrimException(ErrorCode.URL_NOT_ALLOWED, detail);
  }
}
