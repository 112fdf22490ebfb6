package dev.scripttrimmer.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A line for people. What follows it, a stack trace, is indented, so that nothing in it looks like
 * a line of its own.
 */
public final class TextLayout extends LayoutBase<ILoggingEvent> {
  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS))
        .append(' ')
        .append("%-5s".formatted(event.getLevel()))
        .append(' ')
        .append(simpleName(event.getLoggerName()))
        .append(' ')
        .append(Scrubber.scrub(event.getFormattedMessage()));
    for (Map.Entry<String, String> field : event.getMDCPropertyMap().entrySet()) {
      if (!event.getMessage().contains(field.getKey() + "=")) {
        line.append(' ')
            .append(field.getKey())
            .append('=')
            .append(Scrubber.scrub(field.getValue()));
      }
    }
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      StackTraces.lines(event.getThrowableProxy())
          .forEach(call -> line.append("    ").append(call).append('\n'));
    }
    return line.toString();
  }

  private static String simpleName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
