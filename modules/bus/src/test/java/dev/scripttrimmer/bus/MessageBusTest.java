package dev.scripttrimmer.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class MessageBusTest {
  private static final String URL = "https://bucket.s3.amazonaws.com/a.mp4";
  private static final QueueKey KEY = QueueKey.of(URL);
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private static final ProgressNotice NOTICE =
      new ProgressNotice(
          new ProgressEvent(
              9,
              1,
              true,
              ProgressUpdate.of(URL, JobStatus.RUNNING, "Extracting audio...", NOW, 30)),
          8);

  @Test
  void aNoticeArrivesAsItWasSent(Vertx vertx, VertxTestContext test) {
    MessageBus bus = new MessageBus(vertx.eventBus());
    bus.consume(
        Addresses.progress(KEY),
        notice -> test.verify(() -> assertThat(notice).isEqualTo(NOTICE)).completeNow());

    bus.publish(Addresses.progress(KEY), NOTICE);
  }

  @Test
  void javaScriptReadsAnUpdateWithItsPlaceBesideIt(Vertx vertx, VertxTestContext test) {
    vertx
        .eventBus()
        .<JsonObject>consumer(
            "progress." + KEY,
            message ->
                test.verify(
                        () ->
                            assertThat(message.body())
                                .isEqualTo(
                                    new JsonObject()
                                        .put("s3_url", URL)
                                        .put("status", "running")
                                        .put("message", "Extracting audio...")
                                        .put("timestamp", "2026-03-04T05:06:07Z")
                                        .put("progress", 30.0)
                                        .put("id", 9)
                                        .put("run", 1)
                                        .put("durable", true)
                                        .put("previous_id", 8)))
                    .completeNow());

    new MessageBus(vertx.eventBus()).publish(Addresses.progress(KEY), NOTICE);
  }

  @Test
  void whatIsNoMessageIsDroppedAndTheNextOneHeard(Vertx vertx, VertxTestContext test) {
    MessageBus bus = new MessageBus(vertx.eventBus());
    NodeStatus status =
        new NodeStatus(
            new NodeId("n1"),
            "host",
            Set.of("worker"),
            Set.of("cpu"),
            Optional.of(new SpeechModel("demo", "en", true)),
            2,
            1,
            List.of(KEY),
            false,
            NOW);
    bus.consume(
        Addresses.NODES,
        heard -> test.verify(() -> assertThat(heard).isEqualTo(status)).completeNow());

    vertx.eventBus().publish(Addresses.NODES.name(), new JsonObject().put("slots", "many"));
    bus.publish(Addresses.NODES, status);
  }
}
