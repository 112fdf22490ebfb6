package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.gateway.GatewayConfig.HeartbeatStyle;
import dev.scripttrimmer.gateway.SseClient.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a connection lives, and who ends it. */
class ProgressStreamLifeTest {
  private static final Duration BEAT = Duration.ofMillis(80);

  private GatewayFixture gateway = new GatewayFixture(GatewayFixture.heartbeat(BEAT));

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void restart(GatewayFixture other) {
    gateway.close();
    gateway = other;
  }

  @Test
  void aQuietStreamShowsThatItLives() {
    gateway.work();
    SseClient quiet = gateway.stream();
    quiet.nextUpdate();
    assertThat(quiet.nextOfAnyKind().other()).isEqualTo(":");
    assertThat(quiet.nextOfAnyKind().other()).isEqualTo(":");

    restart(
        new GatewayFixture(
            GatewayFixture.streams(
                s ->
                    new GatewayConfig.Streams(
                        BEAT,
                        HeartbeatStyle.EVENT,
                        s.retry(),
                        s.overloadRetry(),
                        s.maxStreams(),
                        s.maxPerAddress(),
                        s.maxPerKey(),
                        s.maxKeys(),
                        s.writeQueue(),
                        s.linger()))));
    SseClient stream = gateway.stream();
    stream.next();
    assertThat(stream.next().data()).isEqualTo("{\"type\":\"heartbeat\"}");
  }

  @Test
  void whoTakesNothingIsLetGoAndResumes() throws IOException {
    Worker worker = gateway.work();
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4 * 1024);
      slow.connect(new InetSocketAddress("127.0.0.1", gateway.gateway.port()));
      request(slow);
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      String long1 = "x".repeat(10_000);
      IntStream.range(0, 1_500).forEach(i -> worker.update(long1 + i));
      SseClient beats = SseClient.open(gateway.http, gateway.streamUri(FakeLinks.BASE + "quiet"));
      for (int i = 0; i < 250 && letGo() == 0; i++) {
        beats.nextOfAnyKind();
      }
      assertThat(letGo()).isEqualTo(1);

      byte[] rest = readUntilCut(slow);

      // 15 MB do not fit into the sockets, and nothing else holds them.
      assertThat(rest.length).isLessThan(14_000_000);
      String text = new String(rest, StandardCharsets.UTF_8);
      String id = lastCompleteId(text);
      worker.complete();
      List<Event> resumed = gateway.stream("Last-Event-ID", id).untilEnd();
      assertThat(resumed.get(0).json().has("reset")).isFalse();
      assertThat(Long.parseLong(resumed.get(1).id())).isEqualTo(Long.parseLong(id) + 1);
    }
  }

  @Test
  void beyondALimitAStreamIsTurnedAwayForAWhile() {
    restart(
        new GatewayFixture(
            GatewayFixture.streams(
                s ->
                    new GatewayConfig.Streams(
                        s.heartbeat(),
                        s.heartbeatStyle(),
                        s.retry(),
                        s.overloadRetry(),
                        s.maxStreams(),
                        2,
                        s.maxPerKey(),
                        s.maxKeys(),
                        s.writeQueue(),
                        s.linger()))));
    SseClient first = gateway.stream();
    SseClient second = gateway.stream();
    first.next();
    second.next();

    SseClient third = gateway.stream();

    assertThat(third.status()).isEqualTo(200);
    assertThat(third.nextOfAnyKind().other()).matches("retry: [1-4]\\d{4}");
    assertThat(third.nextOfAnyKind().other()).startsWith(": ");
    assertThat(third.untilEnd()).isEmpty();

    gateway.work().complete();
    first.untilEnd();
    second.untilEnd();
    assertThat(updates(gateway.stream())).hasSize(9);
  }

  @Test
  void anEndingNodeEndsItsStreamsInGoodOrder() {
    SseClient stream = gateway.stream();
    stream.next();

    result(gateway.gateway.stop().toCompletionStage());

    assertThat(stream.untilEnd()).isEmpty();
    assertThat(stream.wasCut()).isFalse();
    restart(new GatewayFixture());
  }

  private double letGo() {
    return gateway.meters.counter("trimmer.stream.let.go").count();
  }

  private static List<Event> updates(SseClient stream) {
    return stream.untilEnd().stream().filter(event -> !event.json().has("type")).toList();
  }

  private void request(Socket socket) throws IOException {
    String path = gateway.streamUri(GatewayFixture.URL).getRawPath();
    String query = gateway.streamUri(GatewayFixture.URL).getRawQuery();
    OutputStream out = socket.getOutputStream();
    out.write(
        ("GET " + path + "?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static byte[] readUntilCut(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        all.write(buffer, 0, n);
      }
    } catch (SocketException reset) {
      // Cut is cut.
    }
    return all.toByteArray();
  }

  /** The id of the last event that arrived whole, as a browser keeps it. */
  private static String lastCompleteId(String text) {
    String whole = text.substring(0, text.lastIndexOf("\n\n"));
    int line = whole.lastIndexOf("id: ");
    return whole.substring(line + 4, whole.indexOf('\n', line));
  }
}
