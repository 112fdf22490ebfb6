package dev.scripttrimmer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an attacker who reaches the machine finds. */
class MemberPortTest {
  private static final int LIMIT_MILLIS = 30_000;

  /** What Hazelcast says on every connection before it listens. */
  private static final int PROTOCOL_MAGIC = 3;

  private static final TestCluster CLUSTER = new TestCluster();
  private static ClusteredVertx node;

  @BeforeAll
  static void start() {
    node = CLUSTER.start("one");
  }

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  @Test
  @DisplayName("who speaks a protocol other than the members' is hung up on")
  void hangsUp() throws IOException {
    List<Socket> callers = new ArrayList<>();
    try {
      for (String opening :
          List.of("CP2", "GET /hazelcast/health HTTP/1.1\r\n\r\n", "get secrets\r\n")) {
        callers.add(call(opening));
      }
      for (Socket caller : callers) {
        assertThat(untilHungUp(caller)).isLessThanOrEqualTo(PROTOCOL_MAGIC);
      }
    } finally {
      for (Socket caller : callers) {
        caller.close();
      }
    }
  }

  @Test
  @DisplayName("Hazelcast's own client does not get in")
  void refusesClients() {
    ClientConfig client = new ClientConfig();
    client.setClusterName(CLUSTER.hazelcast(node).getConfig().getClusterName());
    client.setProperty("hazelcast.logging.type", "slf4j");
    client.getNetworkConfig().addAddress(node.member().toString()).setConnectionTimeout(1_000);
    client
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(1_000);

    assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(client))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("neither port is open on another address of the machine")
  void listensOnOneAddress() {
    int busPort = ((VertxInternal) node.vertx()).clusterManager().getNodeInfo().port();

    for (int port : new int[] {node.member().port(), busPort}) {
      assertThat(accepts("127.0.0.1", port)).isTrue();
      assertThat(accepts("127.0.0.2", port)).isFalse();
    }
  }

  private static boolean accepts(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(address(host, port), LIMIT_MILLIS);
      return true;
    } catch (ConnectException refused) {
      return false;
    } catch (IOException e) {
      throw new AssertionError("neither accepted nor refused", e);
    }
  }

  private static Socket call(String opening) throws IOException {
    Socket socket = new Socket();
    socket.connect(address("127.0.0.1", node.member().port()), LIMIT_MILLIS);
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.getOutputStream().write(opening.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** How many bytes come before the end; fails when none comes. */
  private static int untilHungUp(Socket socket) throws IOException {
    int bytes = 0;
    try {
      while (socket.getInputStream().read() != -1) {
        bytes++;
      }
    } catch (SocketException reset) {
      return bytes;
    }
    return bytes;
  }

  private static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }
}
