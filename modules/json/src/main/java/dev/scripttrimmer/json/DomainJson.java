package dev.scripttrimmer.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.scripttrimmer.domain.NodeId;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.progress.ProgressUpdate;
import dev.scripttrimmer.domain.segment.InteractionType;
import dev.scripttrimmer.domain.segment.Segment;
import dev.scripttrimmer.domain.speech.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Writes the domain's records as JSON and reads them back. */
public final class DomainJson {
  private static final ObjectMapper MAPPER = build();

  private DomainJson() {}

  /** The shared mapper; thread-safe, not to be reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * @throws IllegalArgumentException when a value has no JSON form: a defect of the caller
   */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON form: " + value.getClass().getName(), e);
    }
  }

  /**
   * @throws UncheckedIOException when {@code json} is not the JSON form of a {@code T}
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("not the JSON form of a " + type.getSimpleName(), e);
    }
  }

  /**
   * @throws UncheckedIOException when {@code json} is not the JSON form of a {@code T}
   */
  public static <T> T read(JsonNode json, Class<T> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not the JSON form of a " + type.getSimpleName(), e);
    }
  }

  private static ObjectMapper build() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        // Components only: a record's derived methods, such as isLast(), are no properties.
        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
        .visibility(PropertyAccessor.GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .serializationInclusion(JsonInclude.Include.NON_ABSENT)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        // An older node reads what a newer one wrote, during a rolling upgrade.
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .addModule(domainModule())
        .build();
  }

  private static SimpleModule domainModule() {
    SimpleModule module = new SimpleModule("script-trimmer");
    module.setMixInAnnotation(QueueKey.class, Mixins.SingleValue.class);
    module.setMixInAnnotation(NodeId.class, Mixins.SingleValue.class);
    module.setMixInAnnotation(InteractionType.class, Mixins.Labelled.class);
    module.setMixInAnnotation(Job.class, Mixins.Tagged.class);
    module.setMixInAnnotation(ProgressUpdate.class, Mixins.AsProgressDocument.class);
    module.setMixInAnnotation(Segment.class, Mixins.AsSegmentDocument.class);
    module.setMixInAnnotation(Word.class, Mixins.AsWordDocument.class);
    module.addKeySerializer(Stage.class, new Mixins.LowerCaseKey());
    module.addKeyDeserializer(
        Stage.class, new Mixins.EnumKey<>(text -> Stage.valueOf(text.toUpperCase(Locale.ROOT))));
    return module;
  }
}
