package dev.scripttrimmer.system;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Watches one job's progress stream to its end. */
final class Viewer {
  private static final long PATIENCE_MINUTES = 8;

  /**
   * @param id empty on the connection event
   */
  record Event(String id, JsonNode data) {
    boolean isUpdate() {
      return data.has("status");
    }

    String message() {
      return data.path("message").textValue();
    }

    String status() {
      return data.path("status").textValue();
    }

    /** Whether it is no finer update between two milestones. */
    boolean isMilestone() {
      return isUpdate() && !data.has("stage_progress");
    }
  }

  private final CompletableFuture<List<Event>> story = new CompletableFuture<>();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();

  /** Begins to watch. */
  static Viewer of(URI service, String s3Url, Optional<String> lastEventId) {
    return of(service, s3Url, lastEventId, event -> {});
  }

  /**
   * @param onEvent hears each event as it comes
   */
  static Viewer of(
      URI service, String s3Url, Optional<String> lastEventId, Consumer<Event> onEvent) {
    Viewer viewer = new Viewer();
    Thread thread = new Thread(() -> viewer.watch(service, s3Url, lastEventId, onEvent), "viewer");
    thread.setDaemon(true);
    thread.start();
    return viewer;
  }

  private void watch(
      URI service, String s3Url, Optional<String> lastEventId, Consumer<Event> onEvent) {
    try {
      String query = "?s3_url=" + URLEncoder.encode(s3Url, StandardCharsets.UTF_8);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(service.resolve("/progress-stream-endpoint" + query));
      lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      status.complete(response.statusCode());
      story.complete(read(response.body(), onEvent));
    } catch (IOException | UncheckedIOException | InterruptedException e) {
      status.completeExceptionally(e);
      story.completeExceptionally(e);
    }
  }

  private static List<Event> read(InputStream body, Consumer<Event> onEvent) throws IOException {
    List<Event> events = new ArrayList<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    String id = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("data:")) {
        Event event = new Event(id, DomainJson.mapper().readTree(line.substring(5)));
        events.add(event);
        onEvent.accept(event);
      }
    }
    return events;
  }

  /** Everything that came until the service ended the stream. */
  List<Event> story() throws Exception {
    return story.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
  }

  /** The answer's HTTP status. */
  int status() throws Exception {
    return status.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
  }
}
