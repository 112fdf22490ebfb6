package dev.scripttrimmer.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/**
 * The rest of a request that is answered before all of it arrived. To close the connection at once
 * would make the kernel reset it, and a client that is still writing would see the reset instead of
 * the answer (RFC 9112, section 9.6). So the rest is read and thrown away, within bounds.
 */
final class UnreadBody {
  /**
   * How long a connection that is to be closed may live on, so that its client reads the answer.
   */
  static final long LINGER_SECONDS = 10;

  private static final long MAX_BYTES = 64L << 20;
  private static final long NO_ERROR = 0;

  private final HttpServerRequest request;
  private long bytes;

  private UnreadBody(HttpServerRequest request) {
    this.request = request;
  }

  /**
   * To be called before the answer is sent. An HTTP/1.1 connection ends when the client has sent
   * everything, at the latest after 10 seconds or 64 MiB; a stream of an HTTP/2 connection after 64
   * MiB.
   */
  static void discard(HttpServerRequest request) {
    if (!request.isEnded() && mayHaveBody(request)) {
      new UnreadBody(request).start();
    }
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null
        ? !length.equals("0")
        : isMultiplexed(request) || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private static boolean isMultiplexed(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2;
  }

  private void start() {
    if (!isMultiplexed(request)) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      // Waits for the end of both the request and its answer.
      request.connection().shutdown(LINGER_SECONDS, TimeUnit.SECONDS);
    }
    request.handler(this::read).endHandler(all -> {}).resume();
  }

  private void read(Buffer part) {
    bytes += part.length();
    if (bytes <= MAX_BYTES) {
      return;
    }
    if (isMultiplexed(request)) {
      request.response().reset(NO_ERROR);
    } else {
      request.connection().close();
    }
  }
}
