package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.URL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time on purpose, and many at once. */
class SlowClientsTest {
  private static final int FLOOD = 300;
  private static final String BEGINNING = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-A: ";

  private final GatewayFixture gateway = new GatewayFixture(GatewayFixture.impatient());

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aHeadThatNeverEndsIsNotWaitedForHoweverItTrickles() throws IOException {
    try (Socket socket = connect()) {
      write(socket, BEGINNING);

      assertThat(isLetGoWhileItTrickles(socket)).isTrue();
    }
  }

  @Test
  void neitherIsTheSecondOneOfAConnection() throws IOException {
    try (Socket socket = connect()) {
      write(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      write(socket, BEGINNING);

      assertThat(isLetGoWhileItTrickles(socket)).isTrue();
    }
  }

  @Test
  void aFloodOfThemKeepsNobodyElseOut() throws IOException {
    List<Socket> flood = new ArrayList<>();
    try {
      for (int i = 0; i < FLOOD; i++) {
        Socket socket = connect();
        flood.add(socket);
        write(socket, BEGINNING);
      }

      assertThat(gateway.submit(URL).statusCode()).isEqualTo(202);
      for (Socket socket : flood) {
        assertThat(isLetGoWhileItTrickles(socket)).isTrue();
      }
    } finally {
      for (Socket socket : flood) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void aStreamIsNoSlowClient(String version) {
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.valueOf(version)).build();
    try (SseClient stream = SseClient.open(client, gateway.streamUri(URL))) {
      // Longer than any patience here: fifteen heartbeats.
      for (int i = 0; i < 18; i++) {
        stream.nextOfAnyKind();
      }
      gateway.work().complete();
      assertThat(stream.untilEnd()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"})
  void aNameThatIsNotThisMachinesIsRefused(String host) throws IOException {
    assertThat(status(host)).contains(" 403 ").contains("\"code\":\"forbidden\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "127.0.0.1",
        "127.1.2.3:1",
        "[::1]",
        "app.localhost"
      })
  void itsOwnNamesAreTaken(String host) throws IOException {
    assertThat(status(host)).contains(" 200 ");
  }

  /** What a page of a name that was rebound to 127.0.0.1 would send. */
  @Test
  void aReboundNameIsNoOriginOfOurs() throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      http.write(
          "GET /jobs HTTP/1.1\r\nHost: evil.example:8080\r\nOrigin: http://evil.example:8080\r\n\r\n");

      assertThat(http.readAnswer())
          .contains(" 403 ")
          .doesNotContainIgnoringCase("access-control-allow-origin");
    }
  }

  private String status(String host) throws IOException {
    try (RawHttp http = new RawHttp(gateway)) {
      http.write("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      return http.readAnswer();
    }
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", gateway.gateway.port());
  }

  private static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends one byte more whenever the server has been silent for a moment. */
  private static boolean isLetGoWhileItTrickles(Socket socket) throws IOException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    socket.setSoTimeout(50);
    InputStream in = socket.getInputStream();
    while (System.nanoTime() < limit) {
      try {
        if (in.read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException silent) {
        try {
          write(socket, "a");
        } catch (SocketException reset) {
          return true;
        }
      } catch (SocketException reset) {
        return true;
      }
    }
    return false;
  }
}
