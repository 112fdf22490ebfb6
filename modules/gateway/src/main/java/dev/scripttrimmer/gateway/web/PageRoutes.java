package dev.scripttrimmer.gateway.web;

import dev.scripttrimmer.gateway.GatewayConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The web page, the libraries that it brings as WebJars, and the description of the API. */
public final class PageRoutes {
  private static final String OPENAPI = "/dev/scripttrimmer/gateway/openapi.yaml";

  private final String contentSecurityPolicy;
  private final Buffer openApi;

  public PageRoutes(GatewayConfig.Http config) {
    this.contentSecurityPolicy = contentSecurityPolicy(config);
    this.openApi = read(OPENAPI);
  }

  public void mount(Router router) {
    router
        .get("/openapi.yaml")
        .handler(
            context ->
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .end(openApi));
    // Their paths hold their versions: what is at one never changes.
    route(router, "/webjars/*", "public, max-age=31536000, immutable")
        .handler(files("META-INF/resources/webjars"));
    route(router, "/*", "no-cache").handler(new CompressedFiles("web")).handler(files("web"));
  }

  private Route route(Router router, String path, String cacheControl) {
    return router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(
            context -> {
              HttpServerResponse response = context.response();
              context.addHeadersEndHandler(
                  ready -> {
                    response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
                    response.putHeader("Content-Security-Policy", contentSecurityPolicy);
                    response.putHeader("Referrer-Policy", "no-referrer");
                    response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
                  });
              context.next();
            });
  }

  private static StaticHandler files(String folder) {
    return StaticHandler.create(folder)
        .setIncludeHidden(false)
        .setDirectoryListing(false)
        .setDefaultContentEncoding("UTF-8");
  }

  /** Scripts and styles only from here; the store only for what is uploaded and played. */
  private static String contentSecurityPolicy(GatewayConfig.Http config) {
    String store =
        config.storageOrigins().stream().map(origin -> " " + origin).collect(Collectors.joining());
    return Stream.of(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self' data: blob:" + store,
            "media-src 'self' blob:" + store,
            "connect-src 'self'" + store,
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'")
        .collect(Collectors.joining("; "));
  }

  private static Buffer read(String resource) {
    try (InputStream in = PageRoutes.class.getResourceAsStream(resource)) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own files cannot be read", e);
    }
  }
}
