package dev.scripttrimmer.gateway;

import static dev.scripttrimmer.gateway.GatewayFixture.KEY;
import static dev.scripttrimmer.testkit.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.scripttrimmer.domain.Milestone;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class BridgeTest {
  private static final int SOCKETS = 2;
  private static final int HANDLERS = 64;

  /** What SockJS closes a socket with that is to come back. */
  private static final short GO_AWAY = 3_000;

  private final GatewayFixture gateway =
      new GatewayFixture(
          GatewayFixture.streams(
              s ->
                  new GatewayConfig.Streams(
                      s.heartbeat(),
                      s.heartbeatStyle(),
                      s.retry(),
                      s.overloadRetry(),
                      SOCKETS,
                      s.maxPerAddress(),
                      s.maxPerKey(),
                      s.maxKeys(),
                      s.writeQueue(),
                      s.linger())));
  private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
  private WebSocketClient client;
  private WebSocket socket;

  @BeforeEach
  void connect() {
    client = gateway.vertx.createWebSocketClient();
    socket = open(closed -> {});
  }

  /**
   * @param onClose set before anything can be heard of the socket: a refused one closes at once
   */
  private WebSocket open(Handler<Void> onClose) {
    return result(
        client
            .connect(gateway.gateway.port(), "127.0.0.1", "/eventbus/websocket")
            .onSuccess(
                s -> s.closeHandler(onClose).handler(frame -> heard.add(new JsonObject(frame))))
            .toCompletionStage());
  }

  @AfterEach
  void stop() {
    result(client.close().toCompletionStage());
    gateway.close();
  }

  @Test
  void progressIsHeardAsItHappens() throws InterruptedException {
    Worker worker = gateway.work();
    register("progress." + KEY);
    awaitHandled();

    worker.reach(Milestone.STARTED);

    JsonObject message = next();
    assertThat(message.getString("type")).isEqualTo("rec");
    assertThat(message.getString("address")).isEqualTo("progress." + KEY);
    assertThat(message.getJsonObject("body").getString("message"))
        .isEqualTo("Starting video processing...");
    assertThat(message.getJsonObject("body").getLong("id")).isEqualTo(8589934593L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs.waiting",
        "cluster.nodes",
        "progress.",
        "progress.0123456789abcdef0123456789abcde",
        "progress.0123456789abcdef0123456789abcdef0",
        "progress.0123456789ABCDEF0123456789ABCDEF",
        "xprogress.0123456789abcdef0123456789abcdef"
      })
  void nothingElseIsHeard(String address) throws InterruptedException {
    register(address);

    JsonObject refusal = next();
    assertThat(refusal.getString("type")).isEqualTo("err");
    assertThat(refusal.getString("body")).isEqualTo("access_denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "publish"})
  void nothingIsSaid(String type) throws InterruptedException {
    gateway
        .vertx
        .eventBus()
        .consumer("progress." + KEY, message -> heard.add(new JsonObject().put("type", "leak")));

    send(
        new JsonObject()
            .put("type", type)
            .put("address", "progress." + KEY)
            .put("body", new JsonObject()));

    assertThat(next().getString("body")).isEqualTo("access_denied");
    awaitHandled();
  }

  @Test
  void aSocketHasSoManyHandlersAndNoMore() throws InterruptedException {
    for (int i = 0; i <= HANDLERS; i++) {
      register("progress.%032x".formatted(i));
    }

    assertThat(next().getString("body")).isEqualTo("max_handlers_reached");
  }

  @Test
  void aNodeHasSoManySocketsAndNoMore() {
    Promise<Void> refused = Promise.promise();

    open(closed -> {});
    open(refused::tryComplete);

    result(refused.future().toCompletionStage());
    assertThat(socket.isClosed()).isFalse();
  }

  @Test
  void aStoppingGatewayClosesItsSocketsFirst() {
    Promise<Void> closed = Promise.promise();
    WebSocket other = open(closed::complete);

    Future<Void> stopped = gateway.gateway.stop();

    result(closed.future().toCompletionStage());
    assertThat(other.closeStatusCode()).isEqualTo(GO_AWAY);
    result(stopped.toCompletionStage());
  }

  @Test
  void aClientThatJustLeavesIsNoError() throws IOException {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(logged);
    try (RawHttp http = new RawHttp(gateway)) {
      http.head(
          "GET",
          "/eventbus/websocket",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
      assertThat(http.readHead()).startsWith("HTTP/1.1 101");
    }
    // Ends once every connection has.
    result(gateway.gateway.stop().toCompletionStage());

    root.detachAppender(logged);
    assertThat(List.copyOf(logged.list))
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .isEmpty();
  }

  /** Something that is refused, after everything that was sent before it. */
  private void awaitHandled() throws InterruptedException {
    register("fence");
    assertThat(next().getString("type")).isEqualTo("err");
  }

  private void register(String address) {
    send(new JsonObject().put("type", "register").put("address", address));
  }

  private void send(JsonObject message) {
    socket.writeTextMessage(message.encode());
  }

  private JsonObject next() throws InterruptedException {
    JsonObject message = heard.poll(10, TimeUnit.SECONDS);
    assertThat(message).as("a message").isNotNull();
    return message;
  }
}
