package dev.scripttrimmer.benchmarks.stream;

import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.cluster.ClusteredVertx;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.domain.progress.EventIds;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code POST /publish?key=NAME}: does with the body what a worker does with an update's message,
 * appends it to the progress log and rings. Answers 202 once it is in the log. Belongs to one event
 * loop.
 */
final class PublishEndpoint {
  /** What a subscriber names a job by. */
  static final String URL = "s3://script-trimmer/videos/%s.mp4";

  private static final double PROGRESS = 70;

  private final ProgressPublisher publisher;
  private final Map<String, Story> stories = new HashMap<>();

  private PublishEndpoint(ProgressPublisher publisher) {
    this.publisher = publisher;
  }

  /**
   * @param port of the loopback interface
   * @return succeeds once it listens
   */
  static Future<HttpServer> listen(ClusteredVertx node, int port) {
    PublishEndpoint endpoint =
        new PublishEndpoint(
            new ProgressPublisher(node.progressLog(), new MessageBus(node.vertx().eventBus())));
    return node.vertx()
        .createHttpServer()
        .requestHandler(request -> request.body().onSuccess(body -> endpoint.take(request, body)))
        .listen(port, "127.0.0.1");
  }

  private void take(HttpServerRequest request, Buffer message) {
    stories
        .computeIfAbsent(request.getParam("key"), Story::new)
        .tell(message.toString())
        .onSuccess(kept -> request.response().setStatusCode(202).end())
        .onFailure(failed -> request.response().setStatusCode(500).end(failed.toString()));
  }

  private final class Story {
    private final String url;
    private final QueueKey key;
    private final EventIds ids = new EventIds(1);
    private boolean begun;

    Story(String name) {
      this.url = URL.formatted(name);
      this.key = QueueKey.of(url);
    }

    Future<Void> tell(String message) {
      boolean first = !begun;
      begun = true;
      return publisher.publish(
          key,
          new ProgressEvent(
              ids.next(),
              1,
              first,
              ProgressUpdate.of(
                  url,
                  first ? JobStatus.PENDING : JobStatus.RUNNING,
                  message,
                  Instant.now(),
                  first ? 0 : PROGRESS)));
    }
  }
}
