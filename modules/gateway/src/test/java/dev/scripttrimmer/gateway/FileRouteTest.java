package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.Precondition;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRouteTest {
  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aFileOfTheCurrentRunIsAFreshLinkAway() {
    gateway.work().complete();
    result(
        gateway.objects.put(
            new ObjectLocation(
                FakeLinks.BUCKET, "jobs/" + KEY + "/1/upload/clips/01 \u00fcber-planets.mp4"),
            new byte[] {1},
            "video/mp4",
            Precondition.none()));
    String path = "/jobs/" + KEY + "/files/clips/01%20%C3%BCber-planets.mp4";

    HttpResponse<String> shown = gateway.get(path);
    HttpResponse<String> saved = gateway.get(path + "?download=1");

    assertThat(shown.statusCode()).isEqualTo(302);
    assertThat(shown.headers().firstValue("location").orElseThrow())
        .startsWith(FakeLinks.BASE + "jobs/" + KEY + "/1/upload/clips/")
        .endsWith("?sig=get-inline&for=3600");
    assertThat(saved.headers().firstValue("location").orElseThrow()).contains("planets.mp4&for");
  }

  @Test
  void theVideoItselfIsAFreshLinkAway() {
    gateway.work().complete();

    HttpResponse<String> shown = gateway.get("/jobs/" + KEY + "/source");

    assertThat(shown.statusCode()).isEqualTo(302);
    assertThat(shown.headers().firstValue("location").orElseThrow())
        .isEqualTo(GatewayFixture.URL + "?sig=get-inline&for=3600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.mp4",
        "..%2F..%2Fjob.json",
        "%FF.mp4",
        "clips%00.mp4",
        "a%5C..%5Cb",
        "clips//a",
        ".hidden",
        ""
      })
  void noOtherObjectIsReachable(String name) {
    gateway.work().complete();

    assertRefusal(gateway.get("/jobs/" + KEY + "/files/" + name), 404, "not_found");
  }
}
