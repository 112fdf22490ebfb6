package dev.scripttrimmer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.scripttrimmer.domain.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  @ParameterizedTest
  @DisplayName("a member's address is read back as it is written")
  @ValueSource(strings = {"node-1:5701", "10.0.0.7:65535", "[::1]:5701"})
  void addresses(String text) {
    assertThat(MemberAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @DisplayName("what is no host and port is refused")
  @ValueSource(
      strings = {"", "node", "node:", ":5701", "node:0", "node:65536", "::1:5701", "a b:1"})
  void noAddresses(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> MemberAddress.parse(text));
  }

  @Test
  @DisplayName("a node listens on one address that exists")
  void hosts() {
    assertThat(BindAddress.LOOPBACK.numeric()).isEqualTo("127.0.0.1");
    for (String host : List.of("0.0.0.0", "::", "no-such-host.invalid")) {
      assertThatIllegalArgumentException().isThrownBy(() -> new BindAddress(host, 0, 0).numeric());
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new BindAddress("localhost", -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BindAddress("localhost", 0, 65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> new BindAddress(" ", 0, 0));
  }

  @Test
  @DisplayName("times are whole seconds, and a heartbeat may be lost")
  void timings() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClusterTimings(
                    Duration.ofMillis(1_500), second, second, second, second, second))
        .withMessageContaining("heartbeatInterval");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterTimings(second, second, second, second, second, Duration.ZERO))
        .withMessageContaining("leaveTimeout");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClusterTimings(second, second.multipliedBy(2), second, second, second, second))
        .withMessageContaining("three heartbeats");
  }

  @Test
  @DisplayName("a log keeps something, for a while")
  void limits() {
    Duration hour = Duration.ofHours(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogLimits(Duration.ZERO, 1, 1, 1_000, hour));
    assertThatIllegalArgumentException().isThrownBy(() -> new LogLimits(hour, 1, 2, 1_000, hour));
    assertThatIllegalArgumentException().isThrownBy(() -> new LogLimits(hour, 1, 0, 1_000, hour));
    assertThatIllegalArgumentException().isThrownBy(() -> new LogLimits(hour, 1, 1, 270, hour));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogLimits(hour, 1, 1, 1_000, Duration.ZERO));
  }

  @ParameterizedTest
  @DisplayName("a cluster keeps from none to six copies besides")
  @ValueSource(ints = {-1, 7})
  void backups(int backups) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClusterConfig(
                    new NodeId("one"),
                    "test",
                    BindAddress.LOOPBACK,
                    List.of(),
                    ClusterTimings.DEFAULT,
                    backups,
                    Optional.empty(),
                    LogLimits.DEFAULT));
  }
}
