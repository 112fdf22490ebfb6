package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.JobRoutesTest.assertRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.gateway.access.ApiKey;
import dev.scripttrimmer.gateway.access.ApiKeys;
import dev.scripttrimmer.gateway.access.Quota;
import dev.scripttrimmer.gateway.access.SignIn;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that is still writing its request sees why it is refused. */
class EarlyRefusalTest {
  private static final int PARTS = 128;
  private static final String PART = "x".repeat(64 * 1024);
  private static final String TYPE = "Content-Type: application/json";
  private static final String LENGTH = "Content-Length: " + PARTS * PART.length();

  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /extract-audio-endpoint, https://app.example, 413, payload_too_large",
    "POST, /extract-audio-endpoint, https://evil.example, 403, forbidden",
    "PUT, /extract-audio-endpoint, https://app.example, 405, method_not_allowed",
    "DELETE, /jobs/x, https://app.example, 400, invalid_request"
  })
  void whatIsWrittenAfterTheAnswerDoesNotBreakTheConnection(
      String method, String path, String origin, int status, String code) throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      http.head(method, path, TYPE, LENGTH, "Origin: " + origin);

      assertRefusedEarly(http, status, code);
    }
  }

  @Test
  void whoDoesNotSayWhoTheyAreReadsSo() throws IOException {
    try (GatewayFixture asking =
            new GatewayFixture(new SignIn(new ApiKeys(List.of()), Duration.ofHours(1)));
        RawHttp http = new RawHttp(asking)) {
      http.head("POST", "/extract-audio-endpoint", TYPE, LENGTH);

      assertRefusedEarly(http, 401, "unauthorized");
    }
  }

  @Test
  void whoAsksTooOftenReadsSo() throws IOException {
    String key = ApiKey.generate();
    ApiKeys keys =
        new ApiKeys(List.of(new ApiKey("alice", ApiKey.Hash.of(key), new Quota(1, 1, 1))));
    try (GatewayFixture asking = new GatewayFixture(new SignIn(keys, Duration.ofHours(1)))) {
      String mine = "Authorization: Bearer " + key;
      try (RawHttp first = new RawHttp(asking)) {
        first.head("POST", "/extract-audio-endpoint", TYPE, mine, "Content-Length: 2");
        first.write("{}");
        assertThat(first.readAnswer()).startsWith("HTTP/1.1 400");
      }
      try (RawHttp http = new RawHttp(asking)) {
        http.head("POST", "/extract-audio-endpoint", TYPE, LENGTH, mine);

        assertRefusedEarly(http, 429, "too_many_requests");
      }
    }
  }

  private static void assertRefusedEarly(RawHttp http, int status, String code) throws IOException {
    String answer = http.readAnswer();
    for (int i = 0; i < PARTS; i++) {
      http.write(PART);
    }
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("connection: close")
        .contains("\"code\":\"" + code + "\"");
    assertThat(http.readToEnd()).isEmpty();
  }

  @Test
  void whatIsNoJsonIsRefusedAndTheConnectionGoesOn() throws IOException {
    String text = "x".repeat(1_000);
    try (RawHttp http = new RawHttp(gateway)) {
      for (int i = 0; i < 3; i++) {
        http.head(
            "POST",
            "/extract-audio-endpoint",
            "Content-Type: text/plain",
            "Content-Length: " + text.length());
        http.write(text);

        assertThat(http.readAnswer())
            .startsWith("HTTP/1.1 415")
            .doesNotContainIgnoringCase("connection: close");
      }
    }
  }

  @Test
  void soDoesNoChunkedBody() throws IOException {
    String chunk = Integer.toHexString(PART.length()) + "\r\n" + PART + "\r\n";
    try (RawHttp http = new RawHttp(gateway)) {
      http.head("POST", "/extract-audio-endpoint", TYPE, "Transfer-Encoding: chunked");
      http.write(chunk);
      http.write(chunk);

      String answer = http.readAnswer();
      for (int i = 0; i < PARTS; i++) {
        http.write(chunk);
      }
      http.write("0\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 413");
      assertThat(http.readToEnd()).isEmpty();
    }
  }

  @Test
  void norDoHeadersThatAreTooLarge() throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      http.write("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + PART);

      String answer = http.readAnswer();
      for (int i = 0; i < PARTS; i++) {
        http.write(PART);
      }

      assertThat(answer).startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void aClientThatWritesEverythingFirstReadsTheAnswerEveryTime() {
    byte[] body = new byte[1024 * 1024];

    for (int i = 0; i < 200; i++) {
      assertRefusal(
          gateway.send(
              HttpRequest.newBuilder(gateway.uri("/extract-audio-endpoint"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(body))),
          413,
          "payload_too_large");
    }
  }

  @Test
  void aRefusalThatLeavesNothingUnreadKeepsTheConnection() throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      for (int i = 0; i < 3; i++) {
        http.head("GET", "/nothing", "Accept: */*");

        assertThat(http.readAnswer())
            .startsWith("HTTP/1.1 404")
            .doesNotContainIgnoringCase("connection: close");
      }
    }
  }
}
