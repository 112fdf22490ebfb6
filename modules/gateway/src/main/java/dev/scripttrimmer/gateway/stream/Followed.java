package dev.scripttrimmer.gateway.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.json.DomainJson;
import io.vertx.core.buffer.Buffer;

/**
 * A job as a client names it.
 *
 * @param connected the event that says that its story follows
 */
record Followed(String s3Url, QueueKey key, Buffer connected) {
  static Followed of(String s3Url) {
    QueueKey key = QueueKey.of(s3Url);
    return new Followed(s3Url, key, connected(s3Url, key, false));
  }

  /** The event that says that its story follows from its start, other than the client expects. */
  Buffer reset() {
    return connected(s3Url, key, true);
  }

  private static Buffer connected(String s3Url, QueueKey key, boolean reset) {
    byte[] json =
        DomainJson.write(
            new Connection(
                "connection", "Connected to progress stream", s3Url, key.value(), reset));
    return Buffer.buffer("data: ").appendBytes(json).appendString("\n\n");
  }

  private record Connection(
      String type,
      String message,
      String s3Url,
      String queueKey,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean reset) {}
}
