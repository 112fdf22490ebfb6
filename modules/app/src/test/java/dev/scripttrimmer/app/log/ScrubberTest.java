package dev.scripttrimmer.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET https://b.s3.amazonaws.com/k?X-Amz-Signature=HIDEME&X-Amz-Date=1",
        "fetching https://user:HIDEME@example.org/video.mp4",
        "query X-Amz-Credential=HIDEME&X",
        "Authorization: AWS4-HMAC-SHA256 Credential=a, Signature=HIDEME",
        "header authorization=Bearer HIDEME",
        "sent Bearer HIDEME.x_y-z==",
        "claims eyJhbGciOiJIUzI1NiJ9.HIDEME.HIDEME",
        "storage.secret-key=HIDEME",
        "{\"secretKey\": \"HIDEME\"}",
        "SCRIPT_TRIMMER_STORAGE_SECRET_KEY=HIDEME in the environment",
        "path=/progress-stream-endpoint token=HIDEME",
        "x-api-key: HIDEME",
        "-----BEGIN RSA PRIVATE KEY----- HIDEME",
      })
  void secretsAreHidden(String text) {
    assertThat(Scrubber.scrub(text)).doesNotContain("HIDEME").contains("***");
  }

  @Test
  void accessKeysOfAmazonAreHiddenByTheirForm() {
    assertThat(Scrubber.scrub("who AKIAIOSFODNN7EXAMPLE is")).isEqualTo("who *** is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job claimed key=0123456789abcdef0123456789abcdef run=1 epoch=2",
        "cluster node=node-1 change=JOINED nodes=2",
        "listening at http://127.0.0.1:8080/",
        "chunk taken from=node-1 task=12",
      })
  void everythingElseStays(String text) {
    assertThat(Scrubber.scrub(text)).isEqualTo(text);
  }

  @Test
  void whatCouldForgeALineOrSteerATerminalBecomesASpace() {
    assertThat(Scrubber.scrub("a\r\n2026 ERROR forged\u001b[2J\u2028b\u202ec"))
        .isEqualTo("a  2026 ERROR forged [2J b c");
  }
}
