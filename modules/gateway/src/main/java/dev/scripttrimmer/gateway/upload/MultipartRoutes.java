package dev.scripttrimmer.gateway.upload;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scripttrimmer.domain.store.MultipartUploads.UploadedPart;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.GatewayPorts;
import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.gateway.web.Answers;
import dev.scripttrimmer.gateway.web.ApiException;
import dev.scripttrimmer.gateway.web.JsonBodies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * {@code /s3/multipart}: uploads in parts, in the form that Uppy's AWS S3 plugin asks its Companion
 * server for. Only keys that this service gave are taken.
 */
public final class MultipartRoutes {
  private static final int MAX_PARTS = 10_000;
  private static final int MAX_UPLOAD_ID = 1_024;
  private static final String CREATE_EXAMPLE =
      "{\"filename\": \"video.mp4\", \"type\": \"video/mp4\"}";
  private static final String COMPLETE_EXAMPLE =
      "{\"parts\": [{\"PartNumber\": 1, \"ETag\": \"...\"}]}";

  private final Vertx vertx;
  private final GatewayConfig.Uploads config;
  private final GatewayPorts ports;
  private final UploadKeys keys;

  public MultipartRoutes(
      Vertx vertx, GatewayConfig.Uploads config, GatewayPorts ports, UploadKeys keys) {
    this.vertx = vertx;
    this.config = config;
    this.ports = ports;
    this.keys = keys;
  }

  public void mount(Router router) {
    router.post("/s3/multipart").handler(Answers.json(200, this::create));
    router.get("/s3/multipart/:uploadId").handler(Answers.json(200, this::list));
    router.get("/s3/multipart/:uploadId/:partNumber").handler(Answers.json(200, this::sign));
    router.post("/s3/multipart/:uploadId/complete").handler(Answers.json(200, this::complete));
    router.delete("/s3/multipart/:uploadId").handler(Answers.json(200, this::abort));
  }

  private Future<Created> create(RoutingContext context) {
    CreateRequest request = JsonBodies.read(context, CreateRequest.class, CREATE_EXAMPLE);
    ObjectLocation location = keys.locationFor(Caller.submitter(context), request.filename());
    String contentType = UploadKeys.contentType(request.type());
    return ask(ports.multipart().create(location, contentType))
        .map(uploadId -> new Created(location.key(), uploadId));
  }

  private Future<List<Part>> list(RoutingContext context) {
    return ask(ports.multipart().parts(location(context), uploadId(context)))
        .map(parts -> parts.stream().map(Part::of).toList());
  }

  private Future<Signed> sign(RoutingContext context) {
    ObjectLocation location = location(context);
    int number = partNumber(context.pathParam("partNumber"));
    String link =
        ports
            .signer()
            .signPart(location, uploadId(context), number, config.linkValidity())
            .toString();
    return Future.succeededFuture(new Signed(link, config.linkValidity().toSeconds()));
  }

  private Future<Completed> complete(RoutingContext context) {
    ObjectLocation location = location(context);
    String uploadId = uploadId(context);
    CompleteRequest request = JsonBodies.read(context, CompleteRequest.class, COMPLETE_EXAMPLE);
    List<UploadedPart> parts = parts(request);
    String s3Url = ports.urls().urlOf(location);
    return ask(ports.multipart().complete(location, uploadId, parts))
        .map(version -> new Completed(s3Url, s3Url, location.key()));
  }

  private Future<Map<String, String>> abort(RoutingContext context) {
    return ask(ports.multipart().abort(location(context), uploadId(context)))
        .map(aborted -> Map.of());
  }

  private static List<UploadedPart> parts(CompleteRequest request) {
    if (request.parts() == null || request.parts().isEmpty()) {
      throw ApiException.invalid("The body names no parts; send " + COMPLETE_EXAMPLE + ".");
    }
    Set<Integer> numbers = new HashSet<>();
    for (Part part : request.parts()) {
      boolean right =
          part != null
              && part.number() >= 1
              && part.number() <= MAX_PARTS
              && part.etag() != null
              && !part.etag().isBlank()
              && numbers.add(part.number());
      if (!right) {
        throw ApiException.invalid(
            "Each part has a PartNumber from 1 to 10000, named once, and an ETag.");
      }
    }
    return request.parts().stream()
        .map(part -> new UploadedPart(part.number(), part.etag(), 0))
        .sorted(Comparator.comparingInt(UploadedPart::number))
        .toList();
  }

  private ObjectLocation location(RoutingContext context) {
    return keys.locationOf(Caller.submitter(context), context.request().getParam("key"));
  }

  private static String uploadId(RoutingContext context) {
    String uploadId = context.pathParam("uploadId");
    if (uploadId.isBlank() || uploadId.length() > MAX_UPLOAD_ID) {
      throw ApiException.invalid("The upload's id is the one that creating it answered.");
    }
    return uploadId;
  }

  private static int partNumber(String text) {
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_PARTS) {
      throw ApiException.invalid("A part's number is 1 to " + MAX_PARTS + ".");
    }
    return Integer.parseInt(text);
  }

  /** What the store says of an upload or its parts is about what the client sent. */
  private <T> Future<T> ask(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext())
        .recover(
            failure -> {
              if (failure instanceof ObjectStoreException store) {
                return switch (store.kind()) {
                  case NOT_FOUND ->
                      Future.failedFuture(
                          ApiException.notFound("The upload is unknown, or has ended."));
                  case INVALID ->
                      Future.failedFuture(
                          ApiException.invalid("The store does not accept these parts."));
                  case CORRUPT, DENIED, PRECONDITION_FAILED, UNAVAILABLE ->
                      Future.failedFuture(failure);
                };
              }
              return Future.failedFuture(failure);
            });
  }

  /**
   * @param filename null when missing
   * @param type null when missing
   */
  private record CreateRequest(String filename, String type) {}

  private record Created(String key, @JsonProperty("uploadId") String uploadId) {}

  private record CompleteRequest(List<Part> parts) {}

  private record Completed(String location, String s3Url, String s3Key) {}

  private record Signed(String url, long expires) {}

  /** Named as S3 names them. */
  private record Part(
      @JsonProperty("PartNumber") int number,
      @JsonProperty("ETag") String etag,
      @JsonProperty("Size") long size) {
    static Part of(UploadedPart part) {
      return new Part(part.number(), part.etag(), part.size());
    }
  }
}
