package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.testkit.Await.failure;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.gateway.GatewayPorts.ReadinessCheck;
import dev.scripttrimmer.gateway.job.QueueWatch;
import dev.scripttrimmer.testkit.ManualClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators see of a gateway. */
class MetersTest {
  private static final int CLIENTS = 12;

  private final GatewayFixture gateway = new GatewayFixture();
  private final ManualClock clock = new ManualClock(Worker.NOW);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theQueueIsCountedAndItsAgeIsThatOfTheFirstWhoWaits() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (QueueWatch watch = new QueueWatch(gateway.vertx, gateway.jobs, meters, clock)) {
      result(watch.look().toCompletionStage());
      assertQueue(meters, 0, 0, 0);

      submit("a");
      submit("b");
      clock.advance(Duration.ofSeconds(90));
      result(watch.look().toCompletionStage());
      assertQueue(meters, 2, 0, 90);

      gateway.jobs.setAway(true);
      clock.advance(Duration.ofSeconds(10));
      assertThat(failure(watch.look().toCompletionStage()))
          .isInstanceOf(ObjectStoreException.class);
      assertQueue(meters, 2, 0, 100);
      gateway.jobs.setAway(false);

      Worker first = claim("a");
      result(watch.look().toCompletionStage());
      assertQueue(meters, 1, 1, 100);

      claim("b");
      result(watch.look().toCompletionStage());
      assertQueue(meters, 0, 2, 0);

      first.complete();
      result(watch.look().toCompletionStage());
      assertQueue(meters, 0, 1, 0);
    }
  }

  private static void assertQueue(
      SimpleMeterRegistry meters, int waiting, int running, double age) {
    assertThat(meters.get("trimmer.jobs").tag("state", "waiting").gauge().value())
        .isEqualTo(waiting);
    assertThat(meters.get("trimmer.jobs").tag("state", "running").gauge().value())
        .isEqualTo(running);
    assertThat(meters.get("trimmer.queue.oldest").gauge().value()).isEqualTo(age);
  }

  @Test
  void whateverClientsAskForTheLabelsStayFew() {
    for (int i = 0; i < CLIENTS; i++) {
      gateway.get("/nothing/" + i);
      gateway.get("/jobs/" + i);
      gateway.get("/jobs/%032x".formatted(i));
      gateway.get("/files/%032x/%d/clips/x.mp4".formatted(i, i));
      gateway.send(
          HttpRequest.newBuilder(gateway.uri("/jobs"))
              .method("M" + i, HttpRequest.BodyPublishers.noBody()));
    }

    List<Meter> requests =
        gateway.meters.getMeters().stream()
            .filter(meter -> meter.getId().getName().equals("trimmer.http.requests"))
            .toList();
    assertThat(values(requests, "method")).containsExactlyInAnyOrder("GET", "other");
    assertThat(values(requests, "route")).hasSizeLessThan(10).noneMatch(r -> r.matches(".*\\d.*"));
    assertThat(values(requests, "status")).contains("404", "405");
    assertThat(requests).hasSizeLessThan(20);
  }

  private static Set<String> values(List<Meter> meters, String label) {
    return meters.stream().map(meter -> meter.getId().getTag(label)).collect(Collectors.toSet());
  }

  @Test
  void aNodeWithoutAGatewayShowsItsHealthAndMetricsOnAPortOfTheirOwn() throws Exception {
    Vertx vertx = gateway.vertx;
    Management management =
        result(
            Management.start(
                    vertx,
                    "127.0.0.1",
                    0,
                    List.of(
                        new ReadinessCheck(
                            "speech_model", () -> Future.failedFuture("it is gone"))),
                    () -> "up 1\n")
                .toCompletionStage());

    assertThat(ask(management, "/health/live").statusCode()).isEqualTo(200);
    assertThat(ask(management, "/health/ready").statusCode()).isEqualTo(503);
    assertThat(ask(management, "/health/ready").body()).contains("speech_model", "it is gone");
    assertThat(ask(management, "/metrics").body()).isEqualTo("up 1\n");
    assertThat(ask(management, "/jobs").statusCode()).isEqualTo(404);
    result(management.stop().toCompletionStage());
  }

  private HttpResponse<String> ask(Management management, String path) throws Exception {
    return gateway.http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Worker claim(String name) {
    return new Worker(gateway.jobs, gateway.publisher, url(name));
  }

  private void submit(String name) {
    gateway.putVideo(url(name));
    assertThat(gateway.submit(url(name)).statusCode()).isEqualTo(202);
  }

  private static String url(String name) {
    return FakeLinks.BASE + "videos/" + name + ".mp4";
  }
}
