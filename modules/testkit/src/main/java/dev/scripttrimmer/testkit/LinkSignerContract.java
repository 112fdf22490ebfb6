package dev.scripttrimmer.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.scripttrimmer.domain.store.LinkSigner;
import dev.scripttrimmer.domain.store.ObjectLocation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the links of every {@link LinkSigner} do for a client that knows nothing but the link. */
public abstract class LinkSignerContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String TYPE = "video/mp4";
  private static final String ORIGIN = "http://page.example:8080";

  private final HttpClient browser = HttpClient.newHttpClient();

  /** The signer under test, for a store that is running. */
  protected abstract LinkSigner signer();

  /** A bucket of that store. */
  protected abstract String bucket();

  @Test
  @DisplayName("a signed PUT stores what a signed GET reads, byte ranges included")
  void putThenGet() throws Exception {
    ObjectLocation location = anywhere();
    assertThat(put(location, "0123456789").statusCode()).isEqualTo(200);

    URI link = signer().signGet(location, Optional.empty(), HOUR);
    HttpResponse<String> whole = send("GET", link, BodyPublishers.noBody());
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo("0123456789");
    assertThat(whole.headers().firstValue("Content-Type")).hasValue(TYPE);
    HttpResponse<String> middle = send("GET", link, BodyPublishers.noBody(), "Range", "bytes=2-4");
    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(middle.body()).isEqualTo("234");
  }

  @Test
  @DisplayName("a signed PUT answers with an ETag that a page of another origin may read")
  void corsPut() throws Exception {
    URI link = signer().signPut(anywhere(), TYPE, HOUR);

    HttpResponse<String> preflight =
        send(
            "OPTIONS",
            link,
            BodyPublishers.noBody(),
            "Origin",
            ORIGIN,
            "Access-Control-Request-Method",
            "PUT",
            "Access-Control-Request-Headers",
            "content-type");
    assertThat(preflight.statusCode()).isBetween(200, 204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValueSatisfying(origin -> assertThat(origin).isIn("*", ORIGIN));
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
        .hasValueSatisfying(methods -> assertThat(methods).contains("PUT"));

    HttpResponse<String> stored =
        send("PUT", link, BodyPublishers.ofString("x"), "Origin", ORIGIN, "Content-Type", TYPE);
    assertThat(stored.statusCode()).isEqualTo(200);
    assertThat(stored.headers().firstValue("ETag")).isPresent();
    assertThat(stored.headers().firstValue("Access-Control-Expose-Headers"))
        .hasValueSatisfying(exposed -> assertThat(exposed).containsIgnoringCase("ETag"));
  }

  @Test
  @DisplayName("a PUT of another content type than the signed one is refused")
  void contentTypeIsSigned() throws Exception {
    URI link = signer().signPut(anywhere(), TYPE, HOUR);
    assertThat(
            send("PUT", link, BodyPublishers.ofString("x"), "Content-Type", "text/html")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  @DisplayName("a link is good for its own method and object only")
  void linkIsNarrow() throws Exception {
    ObjectLocation location = anywhere();
    put(location, "secret");
    URI get = signer().signGet(location, Optional.empty(), HOUR);

    assertThat(send("PUT", get, BodyPublishers.ofString("x")).statusCode()).isEqualTo(403);
    assertThat(send("DELETE", get, BodyPublishers.noBody()).statusCode()).isEqualTo(403);
    URI other = URI.create(get.toString().replace(location.filename(), "other"));
    assertThat(send("GET", other, BodyPublishers.noBody()).statusCode()).isEqualTo(403);
    URI unsigned = URI.create(get.toString().replaceFirst("\\?.*", ""));
    assertThat(send("GET", unsigned, BodyPublishers.noBody()).statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("a link with a longer validity than was signed is refused")
  void validityIsSigned() throws Exception {
    ObjectLocation location = anywhere();
    put(location, "x");
    URI link = signer().signGet(location, Optional.empty(), Duration.ofMinutes(10));
    assertThat(link.getRawQuery()).contains("X-Amz-Expires=600");

    URI stretched = URI.create(link.toString().replace("X-Amz-Expires=600", "X-Amz-Expires=6000"));
    assertThat(send("GET", stretched, BodyPublishers.noBody()).statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("a download name reaches the browser, whatever its letters")
  void downloadName() throws Exception {
    ObjectLocation location = anywhere();
    put(location, "x");

    URI link = signer().signGet(location, Optional.of("Über \"Ωmega\".mp4"), HOUR);

    assertThat(
            send("GET", link, BodyPublishers.noBody()).headers().firstValue("Content-Disposition"))
        .hasValue(
            "attachment; filename=\"_ber __mega_.mp4\";"
                + " filename*=UTF-8''%C3%9Cber%20%22%CE%A9mega%22.mp4");
  }

  @Test
  @DisplayName("keys with spaces and signs are signed as they are sent")
  void oddKeys() throws Exception {
    ObjectLocation location = new ObjectLocation(bucket(), "signed/a b+c&d=e%20f'(1).mp4");
    assertThat(put(location, "odd").statusCode()).isEqualTo(200);
    URI link = signer().signGet(location, Optional.empty(), HOUR);
    assertThat(send("GET", link, BodyPublishers.noBody()).body()).isEqualTo("odd");
  }

  @Test
  @DisplayName("validities and part numbers out of range are refused")
  void ranges() {
    ObjectLocation location = anywhere();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer().signPut(location, TYPE, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> signer().signGet(location, Optional.empty(), Duration.ofDays(7).plusSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer().signPart(location, "id", 0, HOUR));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer().signPart(location, "id", 10_001, HOUR));
  }

  private ObjectLocation anywhere() {
    return new ObjectLocation(bucket(), "signed/" + UUID.randomUUID() + ".mp4");
  }

  private HttpResponse<String> put(ObjectLocation location, String body) throws Exception {
    URI link = signer().signPut(location, TYPE, HOUR);
    return send("PUT", link, BodyPublishers.ofString(body), "Content-Type", TYPE);
  }

  private HttpResponse<String> send(String method, URI link, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(link).method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return browser.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
