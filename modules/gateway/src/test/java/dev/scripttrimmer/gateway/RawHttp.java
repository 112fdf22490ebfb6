package dev.scripttrimmer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection on which every byte is the test's own. */
final class RawHttp implements AutoCloseable {
  private static final String LENGTH = "content-length: ";

  private final Socket socket;

  RawHttp(GatewayFixture gateway) throws IOException {
    socket = new Socket("127.0.0.1", gateway.gateway.port());
    socket.setSoTimeout(20_000);
  }

  void write(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes a request's head. */
  void head(String method, String path, String... headers) throws IOException {
    write(
        "%s %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n"
            .formatted(method, path, String.join("\r\n", headers)));
  }

  /** Reads a head and its body, whose length it tells. */
  String readAnswer() throws IOException {
    String head = readHead();
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(LENGTH) + LENGTH.length();
    int length = Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)));
    return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Reads a head. */
  String readHead() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("what follows %s", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  /** Reads until the server closes; a reset is an error. */
  String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
