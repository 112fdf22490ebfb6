package dev.scripttrimmer.gateway.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where an issuer's public keys are found: at a {@code https://} URL, or in a file. */
public final class KeySet {
  private static final int MAX_BYTES = 1 << 20;

  private final String place;
  private final Duration limit;
  private final HttpClient http;

  /** The server's certificate has to be one that the Java platform trusts. */
  public KeySet(String place) {
    this(place, Duration.ofSeconds(10), HttpClient.newBuilder());
  }

  /**
   * @param limit for an answer, and for all of it
   */
  KeySet(String place, Duration limit, HttpClient.Builder http) {
    this.place = place;
    this.limit = limit;
    this.http = http.connectTimeout(limit).followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /**
   * Reads the key set as it is now; blocks.
   *
   * @throws IOException when it cannot be had within ten seconds
   */
  String read() throws IOException {
    return place.startsWith("https://") ? fetch() : Files.readString(Path.of(place));
  }

  private String fetch() throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(place)).timeout(limit).build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("its server answered " + response.statusCode());
        }
        return new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
