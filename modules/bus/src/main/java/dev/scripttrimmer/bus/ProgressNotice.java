package dev.scripttrimmer.bus;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.json.DomainJson;

/**
 * An event of a job's story, right after it was appended to the log. Its JSON is the update's own
 * with {@code id}, {@code run}, {@code durable} and {@code previous_id} beside: clients of the
 * bridge read it as they read the progress stream.
 *
 * @param previousId the id before it in the log, 0 for the first of its run: whoever has not seen
 *     that one reads the log
 */
@JsonSerialize(converter = ProgressNotice.ToJson.class)
@JsonDeserialize(converter = ProgressNotice.FromJson.class)
public record ProgressNotice(ProgressEvent event, long previousId) {

  static final class ToJson extends StdConverter<ProgressNotice, ObjectNode> {
    @Override
    public ObjectNode convert(ProgressNotice notice) {
      ProgressEvent event = notice.event;
      ObjectNode json = DomainJson.mapper().valueToTree(event.update());
      return json.put("id", event.id())
          .put("run", event.run())
          .put("durable", event.durable())
          .put("previous_id", notice.previousId);
    }
  }

  static final class FromJson extends StdConverter<ObjectNode, ProgressNotice> {
    @Override
    public ProgressNotice convert(ObjectNode json) {
      ProgressUpdate update = DomainJson.read(json, ProgressUpdate.class);
      return new ProgressNotice(
          new ProgressEvent(
              json.path("id").longValue(),
              json.path("run").intValue(),
              json.path("durable").booleanValue(),
              update),
          json.path("previous_id").longValue());
    }
  }
}
