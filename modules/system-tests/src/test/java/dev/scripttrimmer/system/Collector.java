package dev.scripttrimmer.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/** Takes traces as a collector does: OTLP over HTTP, of which it understands what tests ask. */
final class Collector implements AutoCloseable {
  private static final int RESOURCE_SPANS = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;

  /**
   * @param node the resource that it comes from
   * @param parent empty for the first of its trace
   */
  record Span(String node, String trace, String id, String parent, String name) {}

  private final HttpServer server;
  private final List<Span> spans = new ArrayList<>();
  private final StringBuilder everything = new StringBuilder();

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, -1);
      add(body);
    }
  }

  private synchronized void add(byte[] request) {
    everything.append(new String(request, StandardCharsets.UTF_8));
    for (byte[] ofNode : fields(request, RESOURCE_SPANS)) {
      String node = new String(fields(ofNode, RESOURCE).get(0), StandardCharsets.UTF_8);
      for (byte[] scope : fields(ofNode, SCOPE_SPANS)) {
        fields(scope, SPANS).forEach(span -> spans.add(span(node, span)));
      }
    }
    notifyAll();
  }

  private static Span span(String node, byte[] span) {
    return new Span(
        node,
        hex(fields(span, 1)),
        hex(fields(span, 2)),
        hex(fields(span, 4)),
        new String(fields(span, 5).get(0), StandardCharsets.UTF_8));
  }

  private static String hex(List<byte[]> field) {
    return field.isEmpty() ? "" : HexFormat.of().formatHex(field.get(0));
  }

  /** The values of a field that have a length, in Protobuf's encoding. */
  private static List<byte[]> fields(byte[] message, int wanted) {
    List<byte[]> found = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message);
    while (in.hasRemaining()) {
      long tag = varint(in);
      switch ((int) (tag & 7)) {
        case 0 -> varint(in);
        case 1 -> in.getLong();
        case 2 -> {
          byte[] value = new byte[(int) varint(in)];
          in.get(value);
          if (tag >>> 3 == wanted) {
            found.add(value);
          }
        }
        case 5 -> in.getInt();
        default -> throw new AssertionError("no Protobuf");
      }
    }
    return found;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /**
   * Waits until what came is enough.
   *
   * @throws AssertionError when it is not within {@code limit}
   */
  synchronized List<Span> await(Predicate<List<Span>> enough, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!enough.test(spans)) {
      long left = end - System.nanoTime();
      assertThat(left).as("enough within %s, of %s", limit, spans).isPositive();
      wait(Math.max(1, left / 1_000_000));
    }
    return List.copyOf(spans);
  }

  /** All bytes that came, as text. */
  synchronized String everything() {
    return everything.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
