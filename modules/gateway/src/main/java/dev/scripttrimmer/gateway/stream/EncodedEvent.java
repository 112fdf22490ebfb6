package dev.scripttrimmer.gateway.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.json.DomainJson;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** An event as it goes over the wire: encoded once, its bytes shared by everybody who watches. */
final class EncodedEvent {
  /** What a stream carries inline; a larger result is linked. */
  static final int INLINE_LIMIT = 64 * 1024;

  private final long id;
  private final int run;
  private final boolean durable;
  private final boolean last;
  private final Buffer frame;
  private final int idLength;

  private EncodedEvent(ProgressEvent event, byte[] json) {
    this.id = event.id();
    this.run = event.run();
    this.durable = event.durable();
    this.last = event.isLast();
    byte[] idLine = ("id: " + id + "\n").getBytes(StandardCharsets.US_ASCII);
    this.idLength = idLine.length;
    this.frame =
        Buffer.buffer(idLine.length + json.length + 8)
            .appendBytes(idLine)
            .appendString("data: ")
            .appendBytes(json)
            .appendString("\n\n");
  }

  static EncodedEvent of(QueueKey key, ProgressEvent event) {
    ObjectNode json = DomainJson.mapper().valueToTree(event.update());
    json.put("queue_key", key.value()).put("run", event.run());
    byte[] bytes = DomainJson.write(json);
    if (bytes.length > INLINE_LIMIT && json.has("result")) {
      json.remove("result");
      json.put("result_url", "/jobs/" + key);
      bytes = DomainJson.write(json);
    }
    return new EncodedEvent(event, bytes);
  }

  long id() {
    return id;
  }

  int run() {
    return run;
  }

  /** Whether it must outlive thinning. */
  boolean durable() {
    return durable;
  }

  /** Whether it ends its run. */
  boolean last() {
    return last;
  }

  /** The whole event, its id included. */
  Buffer frame() {
    return frame;
  }

  /** The event without its id line. */
  Buffer data() {
    return frame.slice(idLength, frame.length());
  }
}
