package dev.scripttrimmer.gateway.upload;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.GatewayPorts;
import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.gateway.web.Answers;
import dev.scripttrimmer.gateway.web.JsonBodies;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /get-presigned-url-endpoint}: a link by which a browser uploads in one PUT. */
public final class UploadRoutes {
  private static final String EXAMPLE =
      "{\"filename\": \"video.mp4\", \"content_type\": \"video/mp4\"}";

  private final GatewayConfig.Uploads config;
  private final GatewayPorts ports;
  private final UploadKeys keys;

  public UploadRoutes(GatewayConfig.Uploads config, GatewayPorts ports, UploadKeys keys) {
    this.config = config;
    this.ports = ports;
    this.keys = keys;
  }

  public void mount(Router router) {
    router.post("/get-presigned-url-endpoint").handler(Answers.json(200, this::sign));
  }

  private Future<Signed> sign(RoutingContext context) {
    Request request = JsonBodies.read(context, Request.class, EXAMPLE);
    String contentType = UploadKeys.contentType(request.contentType());
    ObjectLocation location = keys.locationFor(Caller.submitter(context), request.filename());
    String link = ports.signer().signPut(location, contentType, config.linkValidity()).toString();
    return Future.succeededFuture(
        new Signed(
            "Presigned URL generated successfully",
            link,
            ports.urls().urlOf(location),
            location.key(),
            config.linkValidity().toSeconds()));
  }

  /**
   * @param filename null when missing
   * @param contentType null when missing
   */
  private record Request(String filename, String contentType) {}

  private record Signed(
      String message, String presignedUrl, String s3Url, String s3Key, long expiresIn) {}
}
