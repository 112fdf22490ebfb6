package dev.scripttrimmer.app.config;

import dev.scripttrimmer.gateway.GatewayConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code http} in the shipped file. */
public record HttpSection(
    String host,
    boolean openToNetwork,
    int port,
    int eventLoops,
    List<String> corsOrigins,
    DataSize bodyLimit,
    Duration idleTimeout,
    Duration requestTimeout,
    int writesPerMinute,
    int readsPerMinute,
    boolean behindProxy,
    String tlsCertificate,
    String tlsKey) {
  public HttpSection {
    if (tlsCertificate.isBlank() != tlsKey.isBlank()) {
      throw new IllegalArgumentException("tls-certificate and tls-key come together");
    }
  }

  /**
   * @param storageOrigins origins of the object store as browsers see it
   */
  public GatewayConfig.Http toGateway(List<String> storageOrigins) {
    return new GatewayConfig.Http(
        host,
        port,
        eventLoops,
        corsOrigins,
        storageOrigins,
        Math.toIntExact(bodyLimit.bytes()),
        idleTimeout,
        requestTimeout,
        writesPerMinute,
        readsPerMinute,
        behindProxy,
        tls());
  }

  /**
   * The URL that the service has on this machine.
   *
   * @param port that it listens on
   */
  public URI origin(int port) {
    String scheme = tls().isPresent() ? "https" : "http";
    return Origin.of(scheme, host, port);
  }

  /** The same on any free port of the loopback interface, in the clear. */
  HttpSection onFreePort() {
    return new HttpSection(
        "127.0.0.1",
        false,
        0,
        eventLoops,
        corsOrigins,
        bodyLimit,
        idleTimeout,
        requestTimeout,
        writesPerMinute,
        readsPerMinute,
        false,
        "",
        "");
  }

  private Optional<GatewayConfig.Tls> tls() {
    return AppConfig.text(tlsCertificate)
        .map(certificate -> new GatewayConfig.Tls(Path.of(certificate), Path.of(tlsKey)));
  }

  /** Whether this machine alone reaches the service. */
  boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host '" + host + "' is unknown", e);
    }
  }
}
