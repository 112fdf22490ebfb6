package dev.scripttrimmer.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import dev.scripttrimmer.domain.progress.ProgressEvent;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.json.DomainJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An event as the log holds it: its place, and its update as JSON, which nodes of the next version
 * can read too.
 *
 * @param update never changed after construction
 */
record StoredEvent(long id, boolean durable, byte[] update) {
  static StoredEvent of(ProgressEvent event) {
    return new StoredEvent(event.id(), event.durable(), DomainJson.write(event.update()));
  }

  static StoredEvent readFrom(ObjectDataInput in) throws IOException {
    return new StoredEvent(in.readLong(), in.readBoolean(), in.readByteArray());
  }

  void writeTo(ObjectDataOutput out) throws IOException {
    out.writeLong(id);
    out.writeBoolean(durable);
    out.writeByteArray(update);
  }

  /**
   * @throws UncheckedIOException when this version cannot read the update
   */
  ProgressEvent decode(int run) {
    return new ProgressEvent(id, run, durable, DomainJson.read(update, ProgressUpdate.class));
  }
}
