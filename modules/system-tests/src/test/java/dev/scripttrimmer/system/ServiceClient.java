package dev.scripttrimmer.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

/** Uses the service as a program of somebody else's would: JSON in, JSON out. */
public record ServiceClient(URI service) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** An answer with its JSON. */
  public record Answer(int status, JsonNode body) {
    public String code() {
      return body.path("code").textValue();
    }
  }

  /** Uploads a file and returns its {@code s3_url}. */
  public String upload(Path file, String name) throws IOException, InterruptedException {
    JsonNode ticket =
        post("/get-presigned-url-endpoint", Map.of("filename", name, "content_type", "video/mp4"))
            .body();
    HttpResponse<String> put =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(ticket.get("presigned_url").textValue()))
                .header("Content-Type", "video/mp4")
                .PUT(BodyPublishers.ofFile(file))
                .build(),
            BodyHandlers.ofString());
    if (put.statusCode() != 200) {
      throw new IOException("the upload was answered with " + put.statusCode());
    }
    return ticket.get("s3_url").textValue();
  }

  public Answer process(String s3Url) throws IOException, InterruptedException {
    return post("/extract-audio-endpoint", Map.of("s3_url", s3Url));
  }

  public Answer post(String path, Object body) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(service.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(DomainJson.write(body)))
            .build());
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(service.resolve(path)).build());
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(service.resolve(path)).DELETE().build());
  }

  private static Answer answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), DomainJson.mapper().readTree(response.body()));
  }
}
