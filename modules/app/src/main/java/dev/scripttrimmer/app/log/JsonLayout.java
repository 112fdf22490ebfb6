package dev.scripttrimmer.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One JSON object a line, for machines. Messages are constant and say {@code name={}}; each such
 * pair becomes a field, and so do the job's key and stage on the threads that work on one.
 */
public final class JsonLayout extends LayoutBase<ILoggingEvent> {
  private static final Pattern PLACE = Pattern.compile("(?:\\b([a-z][a-z_]*)=)?\\{}");
  private static final Set<String> TAKEN = Set.of("time", "level", "logger", "thread", "message");

  private final JsonFactory json = new JsonFactory();

  @Override
  public String doLayout(ILoggingEvent event) {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("time", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
      out.writeStringField("level", event.getLevel().toString());
      out.writeStringField("logger", event.getLoggerName());
      out.writeStringField("thread", Scrubber.scrub(event.getThreadName()));
      out.writeStringField("message", Scrubber.scrub(event.getFormattedMessage()));
      writeFields(out, event);
      writeFailure(out, event);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.append('\n').toString();
  }

  private static void writeFields(JsonGenerator out, ILoggingEvent event) throws IOException {
    Map<String, Object> fields = fields(event);
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      if (field.getValue() instanceof Number || field.getValue() instanceof Boolean) {
        out.writeObjectField(field.getKey(), field.getValue());
      } else {
        out.writeStringField(field.getKey(), Scrubber.scrub(String.valueOf(field.getValue())));
      }
    }
  }

  /** What the message names wins over what its thread works on. */
  private static Map<String, Object> fields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>(event.getMDCPropertyMap());
    Object[] arguments = event.getArgumentArray();
    Matcher place = PLACE.matcher(event.getMessage());
    for (int i = 0; arguments != null && i < arguments.length && place.find(); i++) {
      if (place.group(1) != null && !TAKEN.contains(place.group(1))) {
        fields.put(place.group(1), arguments[i]);
      }
    }
    return fields;
  }

  private static void writeFailure(JsonGenerator out, ILoggingEvent event) throws IOException {
    if (event.getThrowableProxy() == null) {
      return;
    }
    out.writeArrayFieldStart("failure");
    for (String line : StackTraces.lines(event.getThrowableProxy())) {
      out.writeString(line);
    }
    out.writeEndArray();
  }
}
