package dev.scripttrimmer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.gateway.SseClient.Event;
import io.vertx.core.eventbus.DeliveryContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What viewers see when messages are lost, memory is lost, and clients are slow. */
class ProgressStreamUnderLossTest {
  private static final Duration BEAT = Duration.ofMillis(80);

  private GatewayFixture gateway = new GatewayFixture(GatewayFixture.heartbeat(BEAT));

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void restart(GatewayFixture other) {
    gateway.close();
    gateway = other;
  }

  @Test
  void aFifthOfTheBusMessagesLostLosesNoEvent() throws InterruptedException {
    Random random = new Random(20);
    AtomicInteger lost = new AtomicInteger();
    gateway
        .vertx
        .eventBus()
        .addInboundInterceptor(
            (DeliveryContext<Object> delivery) -> {
              synchronized (random) {
                if (random.nextInt(5) == 0) {
                  lost.incrementAndGet();
                  return;
                }
              }
              delivery.next();
            });
    Worker worker = gateway.work();
    worker.reach(Milestone.STARTED);
    List<SseClient> streams = new ArrayList<>();
    CountDownLatch halfWay = new CountDownLatch(1);
    Thread working =
        new Thread(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                worker.update("part " + i);
                if (i == 200) {
                  halfWay.countDown();
                }
              }
              worker.complete();
            });
    working.start();
    IntStream.range(0, 10).forEach(i -> streams.add(gateway.stream()));
    halfWay.await();
    IntStream.range(0, 10).forEach(i -> streams.add(gateway.stream()));
    working.join();

    List<Event> story = updates(gateway.stream());
    assertThat(story).hasSize(1 + 8 + 1_000);
    assertThat(story).extracting(event -> Long.parseLong(event.id())).isSorted();
    assertThat(streams).allSatisfy(stream -> assertThat(updates(stream)).isEqualTo(story));
    assertThat(lost).hasPositiveValue();
  }

  @Test
  void anEventThatTheBusLostComesWithTheHeartbeat() {
    gateway.vertx.eventBus().addOutboundInterceptor(delivery -> {});
    Worker worker = gateway.work();
    SseClient stream = gateway.stream();
    stream.nextUpdate();

    worker.complete();

    assertThat(updates(stream)).hasSize(8);
  }

  @Test
  void afterTheLogWasLostTheHeadTellsTheStory() {
    Worker worker = gateway.work();
    worker.complete();
    List<Event> story = updates(gateway.stream());
    restart(new GatewayFixture(GatewayFixture.heartbeat(BEAT)));
    Worker again = gateway.work();
    again.complete();
    gateway.log.forget();

    assertThat(updates(gateway.stream())).isEqualTo(story);
  }

  @Test
  void aLogThatWasLostInTheMiddleAndWentOnIsCompletedFromTheHead() {
    Worker worker = gateway.work();
    worker.reach(Milestone.STARTED);
    worker.reach(Milestone.DOWNLOADING);
    gateway.log.forget();
    worker.reach(Milestone.EXTRACTING_AUDIO);

    try (SseClient stream = gateway.stream()) {
      assertThat(List.of(stream.nextUpdate(), stream.nextUpdate(), stream.nextUpdate()))
          .extracting(Event::message)
          .containsExactly(
              "Waiting for a free worker...",
              Milestone.STARTED.message(),
              Milestone.DOWNLOADING.message());
      assertThat(stream.nextUpdate().message()).isEqualTo(Milestone.EXTRACTING_AUDIO.message());
    }
  }

  @Test
  void aViewerWhoIsThereWhenTheLogIsLostMissesNothing() {
    Worker worker = gateway.work();
    worker.reach(Milestone.STARTED);
    SseClient stream = gateway.stream();
    stream.nextUpdate();
    stream.nextUpdate();
    gateway.log.forget();
    worker.complete();

    assertThat(updates(stream)).hasSize(7);
  }

  @Test
  void anEndThatNobodyLivedToTellIsFoundInTheHead() {
    Worker worker = gateway.work();
    SseClient stream = gateway.stream();
    stream.nextUpdate();
    worker.failSilently(Failure.of(ErrorCode.INTERNAL, "The worker died."));

    List<Event> rest = updates(stream);

    assertThat(rest).hasSize(1);
    assertThat(rest.get(0).json().path("detail").textValue()).isEqualTo("The worker died.");
  }

  @Test
  void whileTheLogIsAwayTheHeadIsShown() {
    Worker worker = gateway.work();
    worker.reach(Milestone.STARTED);
    gateway.log.setAway(true);
    SseClient stream = gateway.stream();
    assertThat(stream.nextUpdate().message()).isEqualTo("Waiting for a free worker...");
    assertThat(stream.nextUpdate().message()).isEqualTo(Milestone.STARTED.message());
    worker.reachHead(Milestone.DOWNLOADING);

    assertThat(stream.nextUpdate().message()).isEqualTo(Milestone.DOWNLOADING.message());

    gateway.log.setAway(false);
    worker.complete();
    assertThat(updates(stream)).hasSize(6);
  }

  /** As on the far side of a broken network, at the pace of every day. */
  @Test
  void aLogThatNeverAnswersIsNotWaitedForLong() {
    restart(new GatewayFixture());
    Worker worker = gateway.work();
    SseClient stream = gateway.stream();
    stream.nextUpdate();
    gateway.log.setReadsHang(true);
    long silent = System.nanoTime();

    worker.reachHead(Milestone.STARTED);

    assertThat(stream.nextUpdate().message()).isEqualTo(Milestone.STARTED.message());
    assertThat(Duration.ofNanos(System.nanoTime() - silent)).isLessThan(Duration.ofSeconds(10));
    stream.close();
  }

  @Test
  void whatTheLogCannotBeToldIsShownAllTheSame() {
    Worker worker = gateway.work();
    SseClient stream = gateway.stream();
    stream.nextUpdate();
    gateway.log.setWritesHang(true);

    worker.reachHead(Milestone.STARTED);

    assertThat(stream.nextUpdate().message()).isEqualTo(Milestone.STARTED.message());
    stream.close();
  }

  @Test
  void whenNothingAnswersTheStreamWaitsAndThenResumes() {
    Worker worker = gateway.work();
    worker.complete();
    String first = gateway.stream().nextUpdate().id();
    restart(new GatewayFixture(GatewayFixture.heartbeat(BEAT)));
    gateway.work().complete();
    gateway.log.setAway(true);
    gateway.jobs.setAway(true);

    SseClient stream = gateway.stream("Last-Event-ID", first);
    SseClient lost = gateway.stream("Last-Event-ID", "17");

    assertThat(stream.status()).isEqualTo(200);
    assertThat(stream.next().json().has("reset")).isFalse();
    assertThat(lost.next().json().has("reset")).isFalse();
    gateway.log.setAway(false);
    gateway.jobs.setAway(false);
    assertThat(stream.untilEnd())
        .hasSize(8)
        .allSatisfy(event -> assertThat(event.json().has("type")).isFalse());
    assertThat(lost.next().json().path("reset").booleanValue()).isTrue();
    assertThat(lost.untilEnd()).hasSize(9);
  }

  private static List<Event> updates(SseClient stream) {
    return stream.untilEnd().stream().filter(event -> !event.json().has("type")).toList();
  }
}
