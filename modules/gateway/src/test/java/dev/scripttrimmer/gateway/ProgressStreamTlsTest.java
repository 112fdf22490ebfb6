package dev.scripttrimmer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.gateway.SseClient.Event;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stream behind TLS, where client and server agree on the version of HTTP (ALPN). */
class ProgressStreamTlsTest {
  private static final int UPDATES = 300;

  private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
  private final GatewayFixture gateway =
      new GatewayFixture(
          GatewayFixture.tls(
              new GatewayConfig.Tls(
                  Path.of(certificate.certificatePath()), Path.of(certificate.privateKeyPath()))));

  @AfterEach
  void stop() {
    gateway.close();
    certificate.delete();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void replayAndLiveUpdatesArriveWhicheverVersionIsAgreedOn(HttpClient.Version version) {
    HttpClient http =
        HttpClient.newBuilder().version(version).sslContext(TrustAnybody.context()).build();
    Worker worker = gateway.work();
    IntStream.range(0, UPDATES).forEach(i -> worker.update("before " + i));

    SseClient live = SseClient.open(http, gateway.streamUri(GatewayFixture.URL));
    live.next();
    IntStream.range(0, UPDATES).forEach(i -> worker.update("after " + i));
    worker.complete();
    List<Event> seen = live.untilEnd();

    assertThat(live.version()).isEqualTo(version);
    assertThat(seen.subList(1, 2 * UPDATES + 1))
        .extracting(Event::message)
        .containsExactlyElementsOf(
            IntStream.range(0, 2 * UPDATES)
                .mapToObj(i -> i < UPDATES ? "before " + i : "after " + (i - UPDATES))
                .toList());
    SseClient late = SseClient.open(http, gateway.streamUri(GatewayFixture.URL));
    late.next();
    assertThat(late.untilEnd()).isEqualTo(seen);
  }
}
