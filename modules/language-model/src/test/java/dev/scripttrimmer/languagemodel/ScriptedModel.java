package dev.scripttrimmer.languagemodel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A language model that does what a test tells it to, over real HTTP. */
final class ScriptedModel implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What it was asked, and by whom. */
  final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

  record Asked(String authorization, String body) {}

  /** What it does with a request. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange, CountDownLatch closed)
        throws IOException, InterruptedException;
  }

  /**
   * @param behaviours one for each request; the last one for all further ones
   */
  ScriptedModel(Behaviour... behaviours) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LinkedBlockingQueue<Behaviour> left = new LinkedBlockingQueue<>(List.of(behaviours));
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", exchange -> handle(exchange, left));
    server.start();
  }

  private void handle(HttpExchange exchange, LinkedBlockingQueue<Behaviour> left) {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(new Asked(exchange.getRequestHeaders().getFirst("Authorization"), body));
      Behaviour behaviour = left.size() > 1 ? left.poll() : left.peek();
      behaviour.answer(exchange, closed);
    } catch (IOException e) {
      // The client went away.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /** Says this. */
  static Behaviour says(String content) {
    byte[] body = chat(content);
    return (exchange, closed) -> send(exchange, 200, body);
  }

  private static byte[] chat(String content) {
    return DomainJson.write(
        Map.of(
            "id",
            "1",
            "object",
            "chat.completion",
            "created",
            1,
            "model",
            "m",
            "choices",
            List.of(
                Map.of(
                    "index",
                    0,
                    "finish_reason",
                    "stop",
                    "message",
                    Map.of("role", "assistant", "content", content)))));
  }

  static Behaviour fails(int status) {
    return (exchange, closed) -> send(exchange, status, "{\"error\":{}}".getBytes());
  }

  static Behaviour sends(String body) {
    return (exchange, closed) -> send(exchange, 200, body.getBytes());
  }

  /** Never answers. */
  static Behaviour stalls() {
    return (exchange, closed) -> closed.await();
  }

  /** Begins an answer that never ends. */
  static Behaviour trickles() {
    return (exchange, closed) -> {
      exchange.sendResponseHeaders(200, 1_000_000);
      exchange.getResponseBody().write("{\"id\":".getBytes());
      exchange.getResponseBody().flush();
      closed.await();
    };
  }

  /** Says this, and fills its answer up to many times what is read of it. */
  static Behaviour floods(String content, AtomicLong sent) {
    return (exchange, closed) -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] padding = " ".repeat(1 << 16).getBytes();
      OutputStream out = exchange.getResponseBody();
      for (int i = 0; i < 1024; i++) {
        out.write(padding);
        sent.addAndGet(padding.length);
      }
      out.write(chat(content));
      out.close();
    };
  }

  /** Breaks off in the middle of an answer. */
  static Behaviour breaksOff() {
    return (exchange, closed) -> {
      exchange.sendResponseHeaders(200, 1_000_000);
      exchange.getResponseBody().write("{\"id\":".getBytes());
      exchange.getResponseBody().flush();
    };
  }

  static Behaviour redirects() {
    return (exchange, closed) -> {
      exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/v1/chat/completions");
      exchange.sendResponseHeaders(307, -1);
    };
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
