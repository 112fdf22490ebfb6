package dev.scripttrimmer.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.gateway.GatewayConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookPolicyTest {
  private final WebhookPolicy policy =
      new WebhookPolicy(
          new GatewayConfig.Webhooks(
              Set.of("https://lms.example.org", "http://lms.internal:8080"), false));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lms.example.org",
        "https://lms.example.org/hook?course=7",
        "HTTPS://LMS.example.org/hook",
        "http://lms.internal:8080/hook"
      })
  void aConfiguredPlaceMayBeTold(String url) {
    assertThat(policy.requireAllowed(url)).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lms.example.org",
        "//lms.example.org/hook",
        "http://lms.example.org/hook",
        "https://lms.example.org:8443/hook",
        "https://lms.example.org.evil.example/hook",
        "https://evil.example/https://lms.example.org/hook",
        "https://lms.example.org@evil.example/hook",
        "https://user:secret@lms.example.org/hook",
        "https://lms.example.org/hook#fragment",
        "https://evil.example\\@lms.example.org/hook",
        "https://lms.example.org%2eevil.example/",
        "https://lms.example.org./hook",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:8080/jobs",
        "http://[::1]/",
        "http://lms.internal/hook",
        "file:///etc/passwd",
        "gopher://lms.example.org/",
        "https://lms.example.org/\r\nX: y"
      })
  void anyOtherIsRefusedWithoutBeingRepeated(String url) {
    assertThatThrownBy(() -> policy.requireAllowed(url))
        .isInstanceOfSatisfying(
            TrimException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.URL_NOT_ALLOWED);
              assertThat(e.failure().detail()).doesNotContain("evil", "secret");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2002:7f00:1::",
        "2001:0:1::"
      })
  void aNameThatLeadsIntoThisNetworkIsNotFollowed(String address) throws UnknownHostException {
    assertThat(policy.allows(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.215.14", "100.128.0.1", "172.32.0.1", "2606:2800:21f::1"})
  void aPublicAddressIs(String address) throws UnknownHostException {
    assertThat(policy.allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void anOriginThatIsNoneIsRefusedAtTheStart() {
    for (String wrong :
        Set.of(
            "lms.example.org", "https://lms.example.org/", "https://*.example.org", "https://A")) {
      assertThatThrownBy(() -> new GatewayConfig.Webhooks(Set.of(wrong), false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong);
    }
  }
}
