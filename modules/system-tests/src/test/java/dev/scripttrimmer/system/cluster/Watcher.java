package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.Milestone;
import dev.scripttrimmer.json.DomainJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Watches a job as a browser does: when its stream breaks it connects again, to whatever gateway
 * there is, and says what it saw last.
 */
final class Watcher implements AutoCloseable {
  private static final List<String> MILESTONES =
      Arrays.stream(Milestone.values()).map(Milestone::message).toList();
  private static final long RECONNECT_MILLIS = 300;

  /**
   * @param nanos when it came
   */
  record Event(long id, JsonNode data, long nanos) {
    String message() {
      return data.path("message").textValue();
    }

    String status() {
      return data.path("status").textValue();
    }

    boolean isLast() {
      return status().equals("completed") || status().equals("failed");
    }

    boolean isFine() {
      return data.has("stage_progress");
    }

    boolean isMilestone() {
      return MILESTONES.contains(message());
    }
  }

  private final Supplier<URI> gateways;
  private final String s3Url;
  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Event> events = new ArrayList<>();
  private int resets;
  private int connections;

  /**
   * @param gateways names one, asked before each connection
   */
  Watcher(Supplier<URI> gateways, String s3Url) {
    this.gateways = gateways;
    this.s3Url = s3Url;
    Thread thread = new Thread(this::watch, "watcher");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (!hasEnded() && !closed.await(0, TimeUnit.MILLISECONDS)) {
        try {
          read();
        } catch (IOException | UncheckedIOException e) {
          // That gateway is gone.
        }
        if (!hasEnded()) {
          closed.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws IOException, InterruptedException {
    String query = "?s3_url=" + URLEncoder.encode(s3Url, StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateways.get().resolve("/progress-stream-endpoint" + query));
    lastId().ifPresent(id -> request.header("Last-Event-ID", id));
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
          take(id, DomainJson.mapper().readTree(line.substring(5)));
        }
      }
    }
  }

  private synchronized java.util.Optional<String> lastId() {
    return events.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(Long.toString(events.get(events.size() - 1).id()));
  }

  private synchronized void take(String id, JsonNode data) {
    if (data.has("type")) {
      connections++;
      if (data.path("reset").asBoolean()) {
        // The whole story comes again: what was seen of it no longer counts.
        resets++;
        events.clear();
      }
    } else {
      events.add(new Event(Long.parseLong(id), data, System.nanoTime()));
    }
    notifyAll();
  }

  private synchronized boolean hasEnded() {
    return !events.isEmpty() && events.get(events.size() - 1).isLast();
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** How often it was connected. */
  synchronized int connections() {
    return connections;
  }

  Event awaitMilestone(Milestone milestone, Duration limit) {
    return await(event -> event.message().equals(milestone.message()), limit);
  }

  Event awaitEnd(Duration limit) {
    return await(Event::isLast, limit);
  }

  /**
   * @throws AssertionError when no such event comes in time
   */
  synchronized Event await(Predicate<Event> wanted, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      for (Event event : events) {
        if (wanted.test(event)) {
          return event;
        }
      }
      long left = end - System.nanoTime();
      assertThat(left)
          .as("event within %s; %d came, last: %s", limit, events.size(), newest())
          .isPositive();
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private String newest() {
    return events.isEmpty() ? "none" : events.get(events.size() - 1).data().toString();
  }

  /** Milestones that never came. */
  long lost() {
    List<String> seen = events().stream().map(Event::message).toList();
    return MILESTONES.stream().filter(milestone -> !seen.contains(milestone)).count();
  }

  /** Events that came more than once. */
  long duplicated() {
    List<Long> ids = events().stream().map(Event::id).toList();
    long again = ids.size() - ids.stream().distinct().count();
    List<String> milestones =
        events().stream().map(Event::message).filter(MILESTONES::contains).toList();
    return again + milestones.size() - milestones.stream().distinct().count();
  }

  /** One gapless, ordered story, as the contract has it, and never begun anew. */
  void assertWholeStory() {
    assertWholeStory(0);
  }

  /**
   * One gapless, ordered story, as the contract has it.
   *
   * @param mostResets how often it may have begun anew
   */
  void assertWholeStory(int mostResets) {
    List<Event> story = events();
    assertThat(story)
        .filteredOn(Event::isMilestone)
        .extracting(Event::message)
        .isEqualTo(MILESTONES);
    assertThat(story).extracting(Event::id).isSorted().doesNotHaveDuplicates();
    assertThat(story).filteredOn(Event::isLast).hasSize(1);
    assertThat(story.stream().filter(e -> e.data().has("progress")))
        .extracting(event -> event.data().get("progress").doubleValue())
        .isSorted();
    assertThat(resets).as("resets").isLessThanOrEqualTo(mostResets);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
