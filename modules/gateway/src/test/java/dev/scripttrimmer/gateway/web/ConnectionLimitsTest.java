package dev.scripttrimmer.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
  @Test
  void neitherOneAddressNorAllTogetherTakeMoreThanTheirShare() {
    ConnectionLimits limits = new ConnectionLimits(3, 2);

    assertThat(limits.enter("a")).isTrue();
    assertThat(limits.enter("a")).isTrue();
    assertThat(limits.enter("a")).isFalse();
    assertThat(limits.enter("b")).isTrue();
    assertThat(limits.enter("c")).isFalse();
    limits.leave("a");
    assertThat(limits.enter("c")).isTrue();
    assertThat(limits.enter("a")).isFalse();
  }
}
