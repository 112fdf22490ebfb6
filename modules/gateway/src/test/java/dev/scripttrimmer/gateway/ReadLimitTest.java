package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.URL;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An address that only reads, and does not stop. */
class ReadLimitTest {
  private static final int READS = 3;

  private final GatewayFixture gateway = new GatewayFixture(GatewayFixture.reads(READS));

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void isSlowedDownHoweverItSpellsThePath() {
    for (int i = 0; i < READS; i++) {
      assertThat(gateway.get("/jobs").statusCode()).isEqualTo(200);
    }

    for (String path : List.of("/jobs", "//jobs", "/js/../jobs", "/health/%2e%2e/cluster", "/x")) {
      HttpResponse<String> refused = gateway.get(path);
      assertRefusal(refused, 429, "too_many_requests");
      assertThat(refused.headers().firstValue("retry-after")).hasValue("20");
    }
  }

  @Test
  void stillHasStreamsProbesAndThePage() {
    for (int i = 0; i < READS; i++) {
      gateway.get("/jobs");
    }
    gateway.work().complete();

    for (int i = 0; i < READS; i++) {
      assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(gateway.get("/js/main.js").statusCode()).isEqualTo(200);
      assertThat(gateway.stream().untilEnd()).isNotEmpty();
    }
    assertThat(gateway.submit(URL).statusCode()).isEqualTo(202);
    assertRefusal(gateway.get("/jobs"), 429, "too_many_requests");
  }
}
