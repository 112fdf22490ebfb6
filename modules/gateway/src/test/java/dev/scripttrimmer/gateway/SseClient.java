package dev.scripttrimmer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.json.DomainJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads a progress stream line by line, as the standard says. */
final class SseClient implements Flow.Subscriber<String>, AutoCloseable {
  private static final long LIMIT_SECONDS = 20;
  private static final Event END = new Event("", "END", "");

  /** One event, comment or retry hint of the stream; what does not apply is empty. */
  record Event(String id, String data, String other) {
    JsonNode json() {
      return DomainJson.read(data.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    String message() {
      return json().path("message").textValue();
    }
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<HttpResponse.ResponseInfo> head = new CompletableFuture<>();
  private final StringBuilder data = new StringBuilder();
  private String id = "";
  private volatile boolean cut;
  private Flow.Subscription subscription;

  static SseClient open(HttpClient http, URI uri, String... headers) {
    SseClient client = new SseClient();
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    http.sendAsync(
            request.build(),
            info -> {
              client.head.complete(info);
              return HttpResponse.BodySubscribers.fromLineSubscriber(
                  client, c -> null, StandardCharsets.UTF_8, "\n");
            })
        .whenComplete(
            (done, failed) -> {
              if (failed != null) {
                client.head.completeExceptionally(failed);
                client.events.add(END);
              }
            });
    return client;
  }

  int status() {
    return head().statusCode();
  }

  HttpClient.Version version() {
    return head().version();
  }

  HttpHeaders headers() {
    return head().headers();
  }

  private HttpResponse.ResponseInfo head() {
    return head.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Whether the stream ended without the server's saying so. */
  boolean wasCut() {
    return cut;
  }

  /** The next event that carries data. */
  Event next() {
    Event event = nextOfAnyKind();
    while (!event.other().isEmpty()) {
      event = nextOfAnyKind();
    }
    return event;
  }

  /** The next event, comment or retry hint. */
  Event nextOfAnyKind() {
    try {
      Event event = events.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(event).as("an event within %d s", LIMIT_SECONDS).isNotNull();
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The next update, past connection events. */
  Event nextUpdate() {
    Event event = next();
    while (event != END && event.json().has("type")) {
      event = next();
    }
    return event;
  }

  /** Every event that carries data, until the server ends the stream. */
  List<Event> untilEnd() {
    List<Event> all = new ArrayList<>();
    for (Event event = next(); event != END; event = next()) {
      all.add(event);
    }
    return all;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.isEmpty()) {
      if (data.length() > 0) {
        events.add(new Event(id, data.toString(), ""));
        data.setLength(0);
      }
    } else if (line.startsWith("data: ")) {
      data.append(data.length() > 0 ? "\n" : "").append(line.substring(6));
    } else if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else {
      events.add(new Event("", "", line));
    }
  }

  @Override
  public void onError(Throwable failed) {
    cut = true;
    events.add(END);
  }

  @Override
  public void onComplete() {
    events.add(END);
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
