package dev.scripttrimmer.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;

/** Jackson's annotations for types that must not know of Jackson. */
final class Mixins {
  private Mixins() {}

  /** A record of one string is that string. */
  abstract static class SingleValue {
    @JsonCreator
    SingleValue(String value) {}

    @JsonValue
    abstract String value();
  }

  /** An enum that clients know by its label. */
  abstract static class Labelled {
    @JsonValue
    abstract String label();
  }

  /** A job says which state it is in. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Job.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = Job.Running.class, name = "running"),
    @JsonSubTypes.Type(value = Job.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = Job.Failed.class, name = "failed")
  })
  abstract static class Tagged {}

  @JsonSerialize(converter = ProgressDocument.FromUpdate.class)
  @JsonDeserialize(converter = ProgressDocument.ToUpdate.class)
  abstract static class AsProgressDocument {}

  @JsonSerialize(converter = SegmentDocument.FromSegment.class)
  @JsonDeserialize(converter = SegmentDocument.ToSegment.class)
  abstract static class AsSegmentDocument {}

  @JsonSerialize(converter = WordDocument.FromWord.class)
  @JsonDeserialize(converter = WordDocument.ToWord.class)
  abstract static class AsWordDocument {}

  /** Jackson writes enum values in lower case, but not enum keys of maps. */
  static final class LowerCaseKey extends JsonSerializer<Stage> {
    @Override
    public void serialize(Stage key, JsonGenerator out, SerializerProvider serializers)
        throws IOException {
      out.writeFieldName(key.name().toLowerCase(Locale.ROOT));
    }
  }

  static final class EnumKey<E extends Enum<E>> extends KeyDeserializer {
    private final transient Function<String, E> parse;

    EnumKey(Function<String, E> parse) {
      this.parse = parse;
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return parse.apply(key);
    }
  }
}
