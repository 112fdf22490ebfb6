package dev.scripttrimmer.cluster;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/**
 * Makes by number what crosses the wire for the progress log, so that none of it is named, or
 * deserialised, by Java's own serialisation. Numbers are never reused.
 */
final class LogSerialization implements DataSerializableFactory {
  static final int FACTORY = 7_431;

  static final int LOG = 1;
  static final int PART = 2;
  static final int APPEND = 3;
  static final int READ = 4;
  static final int LAST_ID = 5;
  static final int MERGE_POLICY = 6;

  @Override
  public IdentifiedDataSerializable create(int classId) {
    return switch (classId) {
      case LOG -> new StoredLog();
      case PART -> new LogPart();
      case APPEND -> new AppendEvent();
      case READ -> new ReadAfter();
      case LAST_ID -> new ReadLastId();
      case MERGE_POLICY -> new NewestStoryMergePolicy();
      default -> throw new IllegalArgumentException("unknown class id " + classId);
    };
  }
}
