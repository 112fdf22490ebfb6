package dev.scripttrimmer.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ConfigTest {
  private static final S3Config.Credentials CREDENTIALS =
      new S3Config.Credentials("id", "a secret");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store.example",
        "ftp://store.example",
        "https://user@store.example",
        "https://store.example/path",
        "https://store.example?query"
      })
  @DisplayName("an endpoint is scheme, host and port, and nothing more")
  void endpoint(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Config.at(URI.create(endpoint), CREDENTIALS));
  }

  @Test
  @DisplayName("sizes, numbers and times out of range are refused")
  void ranges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new S3Config.Transfers((5 << 20) - 1, 4, 8));
    assertThatIllegalArgumentException().isThrownBy(() -> new S3Config.Transfers(8 << 20, 0, 8));
    assertThatIllegalArgumentException().isThrownBy(() -> new S3Config.Transfers(8 << 20, 4, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new S3Config.Timeouts(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  @Test
  @DisplayName("secrets are not printed")
  void secrets() {
    assertThat(S3Config.at(URI.create("http://127.0.0.1:9000"), CREDENTIALS).toString())
        .contains("id")
        .doesNotContain("a secret");
  }
}
