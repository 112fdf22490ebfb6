package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.gateway.GatewayFixture.URL;
import static dev.scripttrimmer.gateway.GatewayFixture.encode;
import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.gateway.access.ApiKeys;
import dev.scripttrimmer.gateway.access.SignIn;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is described is served, what is served is described, and strangers are refused as it says.
 */
class OpenApiRoutesTest {
  private final GatewayFixture gateway = new GatewayFixture();
  private final ApiDescription api = new ApiDescription(gateway);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void everyOperationIsThereAndRefusesStrangersAsDescribed() {
    SignIn nobody = new SignIn(new ApiKeys(List.of()), Duration.ofHours(1));
    int operations = 0;
    try (GatewayFixture asking = new GatewayFixture(nobody)) {
      for (var path : api.at("/paths").properties()) {
        for (var operation : path.getValue().properties()) {
          if (operation.getKey().equals("parameters") || operation.getValue().has("security")) {
            continue;
          }
          HttpResponse<String> refused =
              asking.send(
                  HttpRequest.newBuilder(asking.uri(path.getKey().replaceAll("[{]\\w+}", "" + KEY)))
                      .header("Content-Type", "application/json")
                      .method(
                          operation.getKey().toUpperCase(Locale.ROOT),
                          HttpRequest.BodyPublishers.noBody()));
          assertRefusal(refused, 401, "unauthorized");
          api.conforms(refused, path.getKey(), operation.getKey());
          operations++;
        }
      }
    }
    assertThat(operations).isGreaterThan(15);
  }

  @Test
  void linksArchivesAndMetricsAnswerAsDescribed() {
    gateway.work().complete();
    result(
        gateway.objects.put(
            new ObjectLocation(FakeLinks.BUCKET, "jobs/" + KEY + "/1/upload/segments.json"),
            new byte[] {1},
            "application/json",
            Precondition.none()));
    String job = "/jobs/" + KEY;

    api.described(gateway.get(job + "/files/segments.json"), "/jobs/{queueKey}/files/{name}", 302);
    api.described(gateway.get(job + "/source"), "/jobs/{queueKey}/source", 302);
    api.described(gateway.get(job + "/archive.zip"), "/jobs/{queueKey}/archive.zip", 200);
    api.described(gateway.get("/metrics"), "/metrics", 200);
    api.described(
        gateway.get(gateway.streamUri(URL).getPath() + "?s3_url=" + encode(URL)),
        "/progress-stream-endpoint",
        200);
  }

  @Test
  void aNodeThatIsNotReadySaysSoAsDescribed() {
    GatewayPorts.ReadinessCheck down =
        new GatewayPorts.ReadinessCheck("object_store", () -> Future.failedFuture("away"));
    try (GatewayFixture ailing = new GatewayFixture(config -> config, List.of(down))) {
      HttpResponse<String> answer = ailing.get("/health/ready");
      assertThat(answer.statusCode()).isEqualTo(503);
      api.conforms(answer, "/health/ready", "get");
    }
  }
}
