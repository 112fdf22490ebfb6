package dev.scripttrimmer.app.config;

import dev.scripttrimmer.cluster.BindAddress;
import dev.scripttrimmer.cluster.BusTls;
import dev.scripttrimmer.cluster.ClusterConfig;
import dev.scripttrimmer.cluster.ClusterTimings;
import dev.scripttrimmer.cluster.LogLimits;
import dev.scripttrimmer.cluster.MemberAddress;
import dev.scripttrimmer.domain.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code cluster} in the shipped file. */
public record ClusterSection(
    String name,
    String host,
    int port,
    int busPort,
    List<String> members,
    int backups,
    String tlsCertificate,
    String tlsKey,
    String tlsAuthority) {
  public ClusterSection {
    boolean any = !(tlsCertificate + tlsKey + tlsAuthority).isBlank();
    boolean all = !tlsCertificate.isBlank() && !tlsKey.isBlank() && !tlsAuthority.isBlank();
    if (any != all) {
      throw new IllegalArgumentException(
          "tls-certificate, tls-key and tls-authority come together");
    }
  }

  public ClusterConfig toCluster(NodeId node, LogLimits log) {
    return new ClusterConfig(
        node,
        name,
        new BindAddress(host, port, busPort),
        members.stream().map(MemberAddress::parse).toList(),
        ClusterTimings.DEFAULT,
        backups,
        tls(),
        log);
  }

  /** The same with nobody to join, on any free ports of the loopback interface. */
  ClusterSection alone() {
    return new ClusterSection(name, "127.0.0.1", 0, 0, List.of(), 0, "", "", "");
  }

  private Optional<BusTls> tls() {
    return AppConfig.text(tlsCertificate)
        .map(path -> new BusTls(Path.of(path), Path.of(tlsKey), Path.of(tlsAuthority)));
  }
}
