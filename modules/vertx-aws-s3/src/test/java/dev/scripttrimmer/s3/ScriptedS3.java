package dev.scripttrimmer.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An S3 server that answers as it is told, in order; the last answer is given to all that follow.
 */
final class ScriptedS3 implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();

  ScriptedS3(Answer... script) throws IOException {
    this.script.addAll(List.of(script));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Requests so far: each its method, and its range when it has one. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  S3Config config() {
    return S3Config.at(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        new S3Config.Credentials("id", "secret"));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      next(exchange).give(exchange);
    }
  }

  private synchronized Answer next(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(exchange.getRequestMethod() + (range == null ? "" : " " + range));
    return script.size() > 1 ? script.removeFirst() : script.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** What is done with a request that was read to its end. */
  @FunctionalInterface
  interface Answer {
    void give(HttpExchange exchange) throws IOException;

    /** Hangs up. */
    static Answer nothing() {
      return exchange -> {};
    }

    /** Keeps the caller waiting until the server closes. */
    static Answer never() {
      return exchange -> {
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      };
    }

    static Answer written() {
      return exchange -> {
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        exchange.sendResponseHeaders(200, -1);
      };
    }

    static Answer error(int status, String code) {
      return exchange -> {
        byte[] body =
            ("<Error><Code>%s</Code><Message>private/key.mp4 is wrong</Message></Error>"
                    .formatted(code))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
      };
    }

    static Answer head(long size, String etag, String... headers) {
      return exchange -> {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(size));
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Mar 2026 10:15:30 GMT");
        for (int i = 0; i < headers.length; i += 2) {
          exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(200, -1);
      };
    }

    /** Announces the bytes of {@code content} from {@code from} on, and sends so many of them. */
    static Answer range(byte[] content, int from, int sent) {
      return exchange -> {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        exchange.sendResponseHeaders(206, content.length - from);
        exchange.getResponseBody().write(content, from, sent);
        exchange.getResponseBody().flush();
      };
    }
  }
}
