package dev.scripttrimmer.gateway.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * The texts that a page is made of, compressed once, for browsers that take gzip; everything else
 * is left to the next handler. Not the server's own compression: that would also wrap progress
 * streams and archives.
 */
final class CompressedFiles implements Handler<RoutingContext> {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "svg", "image/svg+xml");

  private final String folder;
  private final Map<String, Packed> known = new ConcurrentHashMap<>();

  /**
   * @param folder of the class path
   */
  CompressedFiles(String folder) {
    this.folder = folder;
  }

  private record Packed(Buffer body, String type, String tag) {}

  @Override
  public void handle(RoutingContext context) {
    String path = context.normalizedPath().equals("/") ? "/index.html" : context.normalizedPath();
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null || path.contains("/.") || !takesGzip(context.request())) {
      context.next();
      return;
    }
    Packed packed = known.get(path);
    if (packed != null) {
      send(context, packed);
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> pack(path, type), false)
        .onSuccess(found -> found.ifPresentOrElse(file -> send(context, file), context::next))
        .onFailure(context::fail);
  }

  private static boolean takesGzip(HttpServerRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
  }

  private Optional<Packed> pack(String path, String type) throws IOException {
    try (InputStream in = CompressedFiles.class.getResourceAsStream("/" + folder + path)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] plain = in.readAllBytes();
      CRC32 sum = new CRC32();
      sum.update(plain);
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
        out.write(plain);
      }
      // Whether a file is still the same as before an update, not whether it is genuine.
      String tag = "W/\"%x-%x\"".formatted(plain.length, sum.getValue());
      Packed packed = new Packed(Buffer.buffer(compressed.toByteArray()), type, tag);
      known.put(path, packed);
      return Optional.of(packed);
    }
  }

  private static void send(RoutingContext context, Packed file) {
    HttpServerRequest request = context.request();
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.ETAG, file.tag())
            .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (file.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, file.type())
        .putHeader(HttpHeaders.CONTENT_ENCODING, "gzip")
        .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(file.body().length()));
    if (HttpMethod.HEAD.equals(request.method())) {
      response.end();
    } else {
      response.end(file.body());
    }
  }
}
