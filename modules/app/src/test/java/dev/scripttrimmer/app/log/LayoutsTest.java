package dev.scripttrimmer.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutsTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final LoggerContext context = new LoggerContext();

  @Test
  void aJsonLineHasTheMessagesPairsAsFields() throws Exception {
    JsonNode line = json(event("job claimed key={} run={} of {}", null, KEY, 2, "three"));

    assertThat(line.get("message").textValue())
        .isEqualTo("job claimed key=" + KEY + " run=2 of three");
    assertThat(line.get("key").textValue()).isEqualTo(KEY);
    assertThat(line.get("run").intValue()).isEqualTo(2);
    assertThat(line.get("level").textValue()).isEqualTo("WARN");
    assertThat(line.get("logger").textValue()).isEqualTo("dev.scripttrimmer.Some");
    assertThat(line.get("time").textValue()).endsWith("Z");
  }

  @Test
  void aLineOfAThreadThatWorksOnAJobNamesItAndItsStage() throws Exception {
    LoggingEvent event =
        event(Map.of("key", KEY, "stage", "cut"), "no picture code={}", null, "INTERNAL");

    assertThat(json(event).get("key").textValue()).isEqualTo(KEY);
    assertThat(json(event).get("stage").textValue()).isEqualTo("cut");
    assertThat(new TextLayout().doLayout(event)).contains(" key=" + KEY, " stage=cut");
  }

  @Test
  void noSecretAndNoSecondLineGetsThrough() throws Exception {
    Throwable failure =
        new IllegalStateException(
            "refused\n2026 INFO forged",
            new RuntimeException("https://s3/x?X-Amz-Signature=HIDEME"));
    LoggingEvent event =
        event("asked url={} name={}", failure, "https://s3/k?sig=HIDEME", "a\nb\u001b[31m");

    String json = new JsonLayout().doLayout(event);
    String text = new TextLayout().doLayout(event);

    assertThat(json + text).doesNotContain("HIDEME", "\u001b");
    assertThat(json.strip().lines()).hasSize(1);
    assertThat(text.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    "));
    assertThat(json(event).get("failure").get(0).textValue()).contains("RuntimeException");
  }

  private static JsonNode json(ILoggingEvent event) throws Exception {
    LayoutBase<ILoggingEvent> layout = new JsonLayout();
    return new ObjectMapper().readTree(layout.doLayout(event));
  }

  private LoggingEvent event(String message, Throwable failure, Object... arguments) {
    return event(Map.of(), message, failure, arguments);
  }

  private LoggingEvent event(
      Map<String, String> thread, String message, Throwable failure, Object... arguments) {
    Logger logger = context.getLogger("dev.scripttrimmer.Some");
    LoggingEvent event =
        new LoggingEvent(getClass().getName(), logger, Level.WARN, message, failure, arguments);
    event.setMDCPropertyMap(thread);
    return event;
  }
}
