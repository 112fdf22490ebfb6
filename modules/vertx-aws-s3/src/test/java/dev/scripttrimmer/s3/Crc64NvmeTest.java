package dev.scripttrimmer.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Crc64NvmeTest {
  @Test
  @DisplayName("gives the specification's check value")
  void checkValue() {
    assertThat(of("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xae8b14860a799888L);
    assertThat(of(new byte[0])).isZero();
  }

  @Test
  @DisplayName("gives the same however the bytes are split")
  void split() {
    byte[] bytes = new byte[1000];
    new Random(7).nextBytes(bytes);
    for (int cut = 0; cut <= 40; cut++) {
      Crc64Nvme crc = new Crc64Nvme();
      crc.update(bytes, 0, cut);
      crc.update(bytes, cut, bytes.length - cut);
      assertThat(crc.getValue()).isEqualTo(of(bytes));
    }
    Crc64Nvme bytewise = new Crc64Nvme();
    for (byte next : bytes) {
      bytewise.update(next);
    }
    assertThat(bytewise.getValue()).isEqualTo(of(bytes));
  }

  @Test
  @DisplayName("begins anew after a reset")
  void reset() {
    Crc64Nvme crc = new Crc64Nvme();
    crc.update(42);
    crc.reset();
    assertThat(crc.getValue()).isZero();
  }

  private static long of(byte[] bytes) {
    Crc64Nvme crc = new Crc64Nvme();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }
}
