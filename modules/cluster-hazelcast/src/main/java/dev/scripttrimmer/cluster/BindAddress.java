package dev.scripttrimmer.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a node listens for the others, and what it tells them to connect to.
 *
 * @param host one address of this machine, or a name of it; no wildcard, because the others are
 *     told it
 * @param memberPort of Hazelcast; 0 for any free one
 * @param busPort of the event bus; 0 for any free one
 */
public record BindAddress(String host, int memberPort, int busPort) {
  /** Reachable from this machine only, on any free ports. */
  public static final BindAddress LOOPBACK = new BindAddress("127.0.0.1", 0, 0);

  public BindAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host to listen on is blank");
    }
    requirePort(memberPort);
    requirePort(busPort);
  }

  /**
   * The numeric form of {@code host}.
   *
   * @throws IllegalArgumentException when the name is unknown or stands for every address
   */
  String numeric() {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("the host to listen on is unknown: " + host, e);
    }
    if (address.isAnyLocalAddress()) {
      throw new IllegalArgumentException(
          "the cluster listens on one address, not on all: name the one that other nodes reach");
    }
    return address.getHostAddress();
  }

  private static void requirePort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is from 0 to 65535");
    }
  }
}
