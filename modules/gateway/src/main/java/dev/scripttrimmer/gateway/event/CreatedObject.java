package dev.scripttrimmer.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.gateway.web.ApiException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An object that a store says was created.
 *
 * @param at when, by the store's clock
 */
record CreatedObject(ObjectLocation location, Instant at) {
  private static final String CREATED = "ObjectCreated:";

  /**
   * Reads a notification: of S3 and MinIO ({@code Records}), or of S3 by way of EventBridge ({@code
   * detail}). Whatever it says of other events is left out.
   *
   * @throws ApiException {@code invalid_request} when it is neither
   */
  static List<CreatedObject> of(JsonNode notification) {
    try {
      if (notification.path("detail").has("object")) {
        return ofEventBridge(notification);
      }
      if (notification.path("Records").isArray()) {
        return ofRecords(notification.path("Records"));
      }
      if (notification.path("Event").asText().equals("s3:TestEvent")) {
        return List.of();
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static List<CreatedObject> ofRecords(JsonNode records) {
    List<CreatedObject> created = new ArrayList<>();
    for (JsonNode event : records) {
      // AWS leaves "s3:" out, MinIO does not.
      if (event.path("eventName").asText().replaceFirst("^s3:", "").startsWith(CREATED)) {
        String key = event.at("/s3/object/key").asText();
        created.add(
            new CreatedObject(
                new ObjectLocation(
                    event.at("/s3/bucket/name").asText(),
                    // As in a form: a space is a plus sign.
                    URLDecoder.decode(key, StandardCharsets.UTF_8)),
                Instant.parse(event.path("eventTime").asText())));
      }
    }
    return created;
  }

  private static List<CreatedObject> ofEventBridge(JsonNode event) {
    if (!event.path("detail-type").asText().equals("Object Created")) {
      return List.of();
    }
    return List.of(
        new CreatedObject(
            new ObjectLocation(
                event.at("/detail/bucket/name").asText(), event.at("/detail/object/key").asText()),
            Instant.parse(event.path("time").asText())));
  }

  private static ApiException invalid() {
    return ApiException.invalid(
        "The body is no notification of S3, MinIO or EventBridge about an object.");
  }
}
