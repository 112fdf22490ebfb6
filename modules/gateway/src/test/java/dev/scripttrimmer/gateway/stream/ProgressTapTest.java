package dev.scripttrimmer.gateway.stream;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.testkit.InMemoryProgressLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTapTest {
  private static final String URL = "https://bucket.s3.test/videos/lecture.mp4";
  private static final QueueKey KEY = QueueKey.of(URL);

  private final Vertx vertx = Vertx.vertx();
  private final MessageBus bus = new MessageBus(vertx.eventBus());

  @AfterEach
  void stop() {
    result(vertx.close().toCompletionStage());
  }

  @Test
  void allEventLoopsOfANodeHearThroughOneRegistration() {
    AtomicInteger delivered = new AtomicInteger();
    vertx
        .eventBus()
        .addInboundInterceptor(
            delivery -> {
              delivered.incrementAndGet();
              delivery.next();
            });
    ProgressTap tap = new ProgressTap(bus);
    List<Promise<Long>> heard =
        IntStream.range(0, 3).mapToObj(i -> Promise.<Long>promise()).toList();
    for (Promise<Long> one : heard) {
      ProgressTap.Listener listener =
          tap.listen(
              KEY,
              ((VertxInternal) vertx).createEventLoopContext(),
              notice -> one.complete(notice.event().id()));
      result(listener.ready().toCompletionStage());
    }

    result(
        new ProgressPublisher(new InMemoryProgressLog(), bus)
            .publish(KEY, event())
            .toCompletionStage());

    result(Future.all(heard.stream().map(Promise::future).toList()).toCompletionStage());
    assertThat(delivered).hasValue(1);
  }

  private static ProgressEvent event() {
    return new ProgressEvent(
        1, 1, true, ProgressUpdate.of(URL, JobStatus.RUNNING, "Running", Instant.EPOCH, 0));
  }
}
