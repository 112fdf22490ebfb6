package dev.scripttrimmer.app.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads a {@code text/event-stream} as the WHATWG HTML standard parses it (section 9.2.6,
 * "Interpreting an event stream"). For one thread.
 */
final class EventStream implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final BufferedReader lines;
  private boolean first = true;
  private Optional<String> lastId = Optional.empty();
  private Optional<Duration> retry = Optional.empty();

  EventStream(InputStream body) {
    // readLine takes LF, CR and CRLF alike, which is what the standard asks for.
    lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /**
   * The data of the next event; blocks.
   *
   * @return empty at the end of the stream; an event that the end cuts short is dropped
   * @throws IOException when the connection breaks
   */
  Optional<String> next() throws IOException {
    StringBuilder data = new StringBuilder();
    boolean hasData = false;
    for (String line = readLine(); line != null; line = readLine()) {
      if (line.isEmpty()) {
        if (hasData) {
          return Optional.of(data.toString());
        }
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      if (value.startsWith(" ")) {
        value = value.substring(1);
      }
      switch (field) {
        case "data" -> {
          if (hasData) {
            data.append('\n');
          }
          data.append(value);
          hasData = true;
        }
        case "id" -> {
          if (value.indexOf('\0') < 0) {
            lastId = Optional.of(value);
          }
        }
        case "retry" -> {
          if (value.matches("\\d{1,9}")) {
            retry = Optional.of(Duration.ofMillis(Long.parseLong(value)));
          }
        }
        default -> {
          // Comments and unknown fields are ignored.
        }
      }
    }
    return Optional.empty();
  }

  private String readLine() throws IOException {
    String line = lines.readLine();
    if (first && line != null && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK) {
      line = line.substring(1);
    }
    first = false;
    return line;
  }

  /** The id to resume after. */
  Optional<String> lastId() {
    return lastId;
  }

  /** How long the server asks to wait before connecting again. */
  Optional<Duration> retry() {
    return retry;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
