package dev.scripttrimmer.gateway.webhook;

import dev.scripttrimmer.json.DomainJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Sends one message once. Follows no redirect, and reads no more of an answer than its status. */
final class WebhookSender {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final HttpClient http;
  private final WebhookPolicy policy;
  private final WebhookSecrets secrets;
  private final Clock clock;

  WebhookSender(Vertx vertx, WebhookPolicy policy, WebhookSecrets secrets, Clock clock) {
    this.vertx = vertx;
    this.policy = policy;
    this.secrets = secrets;
    this.clock = clock;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                // A receiver that never answers does not hold its connection for ever.
                .setIdleTimeout(Math.toIntExact(LIMIT.toSeconds()))
                .setConnectTimeout(Math.toIntExact(CONNECT.toMillis())));
  }

  /**
   * @return the answer's status; fails when there is none, or when the host's addresses are not
   *     allowed
   */
  Future<Integer> send(String id, Webhook webhook, WebhookMessage message) {
    return resolve(webhook.url())
        .compose(address -> http.request(options(webhook.url(), address)))
        .compose(request -> post(request, id, webhook, DomainJson.write(message)))
        .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Once, here: a name that is looked up again to connect may lead somewhere else by then. */
  private Future<InetAddress> resolve(URI url) {
    return vertx.executeBlocking(
        () -> {
          InetAddress[] found = InetAddress.getAllByName(url.getHost());
          if (!Arrays.stream(found).allMatch(policy::allows)) {
            throw new IllegalArgumentException("the host's address is not public");
          }
          return found[0];
        },
        false);
  }

  private static RequestOptions options(URI url, InetAddress address) {
    boolean tls = url.getScheme().equalsIgnoreCase("https");
    int usual = tls ? 443 : 80;
    int port = url.getPort() < 0 ? usual : url.getPort();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
        .setHost(url.getHost())
        .setPort(port)
        .setSsl(tls)
        .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        .setFollowRedirects(false);
  }

  private Future<Integer> post(HttpClientRequest request, String id, Webhook webhook, byte[] body) {
    long timestamp = clock.instant().getEpochSecond();
    return request
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader("webhook-id", id)
        .putHeader("webhook-timestamp", String.valueOf(timestamp))
        .putHeader("webhook-signature", secrets.sign(webhook.owner(), id, timestamp, body))
        .send(Buffer.buffer(body))
        .map(WebhookSender::status)
        .onComplete(answered -> request.reset());
  }

  private static int status(HttpClientResponse response) {
    response.exceptionHandler(cut -> {}); // By the reset that follows.
    return response.statusCode();
  }

  Future<Void> close() {
    return http.close();
  }
}
