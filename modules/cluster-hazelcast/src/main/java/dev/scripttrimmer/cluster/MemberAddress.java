package dev.scripttrimmer.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a member of the cluster can be reached.
 *
 * @param host a name or an address; IPv6 without brackets
 * @param port 1 to 65535
 */
public record MemberAddress(String host, int port) {
  private static final Pattern SHAPE =
      Pattern.compile("(?:\\[(?<ipv6>[0-9a-fA-F:]+)]|(?<host>[^\\s:\\[\\]]+)):(?<port>\\d{1,5})");

  public MemberAddress {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a member address has a host and a port from 1 to 65535");
    }
  }

  /**
   * Reads {@code host:port} or {@code [ipv6]:port}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static MemberAddress parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not host:port");
    }
    String ipv6 = matcher.group("ipv6");
    String host = ipv6 == null ? matcher.group("host") : ipv6;
    return new MemberAddress(host, Integer.parseInt(matcher.group("port")));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
