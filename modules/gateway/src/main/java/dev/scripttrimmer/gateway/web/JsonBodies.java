package dev.scripttrimmer.gateway.web;

import dev.scripttrimmer.json.DomainJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Reads request bodies straight into records. */
public final class JsonBodies {
  private JsonBodies() {}

  /**
   * @param example what a right body looks like, for whoever sent a wrong one
   * @throws ApiException 415 unless the body is declared to be JSON: a page of another origin then
   *     has to ask first; {@code invalid_request} when it is no {@code T}
   */
  public static <T> T read(RoutingContext context, Class<T> type, String example) {
    String contentType = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (contentType == null || !isJson(contentType)) {
      throw ApiException.ofStatus(415);
    }
    Buffer body = context.body().buffer();
    T read = null;
    if (body != null) {
      try {
        read = DomainJson.read(body.getBytes(), type);
      } catch (UncheckedIOException e) {
        throw ApiException.invalid("The body is not as it should be; send " + example + ".");
      }
    }
    if (read == null) {
      throw ApiException.invalid("The body is empty; send " + example + ".");
    }
    return read;
  }

  private static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || type.startsWith("application/") && type.endsWith("+json");
  }
}
