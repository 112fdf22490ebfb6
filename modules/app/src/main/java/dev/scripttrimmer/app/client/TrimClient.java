package dev.scripttrimmer.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Talks to the service. Blocks; thread-safe. */
public final class TrimClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);
  private static final int RECONNECTS = 30;
  private static final int MAX_REDIRECTS = 3;

  private final ObjectMapper json = DomainJson.mapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI service;
  private final Optional<String> apiKey;

  /**
   * For a service that asks nobody who they are.
   *
   * @param service the gateway's base URL
   */
  public TrimClient(URI service) {
    this(service, Optional.empty());
  }

  /**
   * @param apiKey whom to sign in as; a secret, which only the service itself is shown
   */
  public TrimClient(URI service, Optional<String> apiKey) {
    this.service = service;
    this.apiKey = apiKey;
  }

  /**
   * @param presignedUrl a secret that lets its holder upload
   */
  public record UploadTicket(String presignedUrl, String s3Url) {}

  /**
   * Asks where to upload a file.
   *
   * @throws ServiceException when the service refuses
   */
  public UploadTicket ticket(String filename, String contentType) {
    return post(
        "/get-presigned-url-endpoint",
        Map.of("filename", filename, "content_type", contentType),
        UploadTicket.class);
  }

  /**
   * Uploads a file with a ticket.
   *
   * @param sent hears how many bytes are on their way, on any thread
   * @throws ServiceException when the store refuses
   */
  public void upload(UploadTicket ticket, Path file, String contentType, Consumer<Long> sent)
      throws IOException {
    BodyPublisher body = new CountingPublisher(BodyPublishers.ofFile(file), sent);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ticket.presignedUrl()))
            .header("Content-Type", contentType)
            .PUT(body)
            .build();
    HttpResponse<Void> response = send(request, BodyHandlers.discarding());
    if (response.statusCode() != 200) {
      throw new ServiceException(
          Failure.of(
              ErrorCode.STORAGE_UNAVAILABLE,
              "The object store refused the upload (HTTP " + response.statusCode() + ")."),
          null);
    }
  }

  /**
   * Starts processing.
   *
   * @param trim whether a tightened video is wanted, too
   * @throws ServiceException when the service refuses
   */
  public void process(String s3Url, VideoType type, boolean trim) {
    post("/extract-audio-endpoint", new Processing(s3Url, type, trim), JsonNode.class);
  }

  private record Processing(String s3Url, VideoType videoType, boolean trim) {}

  /**
   * Follows the job until it ends, over lost connections.
   *
   * @param onUpdate hears every update, each once and in order, on the calling thread
   * @return the last update
   * @throws ServiceException when the service refuses, or cannot be reached any more
   */
  public ProgressUpdate follow(String s3Url, Consumer<ProgressUpdate> onUpdate) {
    Optional<String> lastId = Optional.empty();
    int failures = 0;
    while (true) {
      Duration pause = RECONNECT_PAUSE;
      try (EventStream events = open(s3Url, lastId)) {
        for (Optional<String> data = events.next(); data.isPresent(); data = events.next()) {
          failures = 0;
          lastId = events.lastId();
          JsonNode event = json.readTree(data.get());
          if (event.has("status")) {
            ProgressUpdate update = DomainJson.read(event, ProgressUpdate.class);
            onUpdate.accept(update);
            if (update.status().isTerminal()) {
              return update;
            }
          }
        }
        pause = events.retry().orElse(pause);
      } catch (IOException e) {
        if (++failures > RECONNECTS) {
          throw unreachable(e);
        }
      }
      sleep(pause);
    }
  }

  private EventStream open(String s3Url, Optional<String> lastId) throws IOException {
    String query = "?s3_url=" + URLEncoder.encode(s3Url, StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        signedIn(service.resolve("/progress-stream-endpoint" + query))
            .header("Accept", "text/event-stream");
    lastId.ifPresent(id -> request.header("Last-Event-ID", id));
    HttpResponse<InputStream> response = send(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      try (InputStream body = response.body()) {
        throw refused(response.statusCode(), body.readAllBytes());
      }
    }
    return new EventStream(response.body());
  }

  /**
   * Saves what lies at a path of the service, or where that leads to.
   *
   * @throws ServiceException when there is none
   */
  public void save(String path, Path target) throws IOException {
    URI place = service.resolve(path);
    int status = 0;
    for (int step = 0; step <= MAX_REDIRECTS; step++) {
      HttpResponse<Path> response = send(signedIn(place).build(), BodyHandlers.ofFile(target));
      Optional<String> next = response.headers().firstValue("Location");
      status = response.statusCode();
      if (status == 200) {
        return;
      }
      if (status < 300 || status >= 400 || next.isEmpty()) {
        break;
      }
      place = place.resolve(next.get());
    }
    throw new ServiceException(
        Failure.of(ErrorCode.NOT_FOUND, "A result could not be fetched (HTTP " + status + ")."),
        null);
  }

  /** A request that says who asks, where that is the service's business. */
  private HttpRequest.Builder signedIn(URI place) {
    HttpRequest.Builder request = HttpRequest.newBuilder(place);
    boolean ours =
        Objects.equals(place.getScheme(), service.getScheme())
            && Objects.equals(place.getAuthority(), service.getAuthority());
    if (ours) {
      apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    }
    return request;
  }

  private <T> T post(String path, Object body, Class<T> type) {
    HttpRequest request =
        signedIn(service.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(DomainJson.write(body)))
            .build();
    HttpResponse<byte[]> response;
    try {
      response = send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw unreachable(e);
    }
    if (response.statusCode() >= 300) {
      throw refused(response.statusCode(), response.body());
    }
    return DomainJson.read(response.body(), type);
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
    try {
      return http.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private ServiceException refused(int status, byte[] body) {
    try {
      JsonNode error = json.readTree(body);
      ErrorCode code = json.treeToValue(error.path("code"), ErrorCode.class);
      if (code != null && error.path("detail").isTextual()) {
        return new ServiceException(Failure.of(code, error.path("detail").textValue()), null);
      }
    } catch (IOException e) {
      // Whoever answered is not the service; the status is all there is to tell.
      return new ServiceException(
          Failure.of(ErrorCode.INTERNAL, "The service answered HTTP " + status + "."), e);
    }
    return new ServiceException(
        Failure.of(ErrorCode.INTERNAL, "The service answered HTTP " + status + "."), null);
  }

  private static ServiceException unreachable(Exception cause) {
    return new ServiceException(
        Failure.of(ErrorCode.INTERNAL, "The service cannot be reached."), cause);
  }
}
