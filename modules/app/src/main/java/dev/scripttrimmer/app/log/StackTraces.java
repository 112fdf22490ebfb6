package dev.scripttrimmer.app.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Stack traces that stay short: the root cause first, and few calls of each. */
final class StackTraces {
  private static final int CALLS = 12;
  private static final int CAUSES = 5;

  private StackTraces() {}

  /** The failure's lines, without secrets. */
  static List<String> lines(IThrowableProxy failure) {
    List<IThrowableProxy> causes = new ArrayList<>();
    for (IThrowableProxy t = failure; t != null && causes.size() < CAUSES; t = t.getCause()) {
      causes.add(0, t);
    }
    return causes.stream().flatMap(StackTraces::linesOf).toList();
  }

  private static Stream<String> linesOf(IThrowableProxy failure) {
    return Stream.concat(
        Stream.of(head(failure)),
        Arrays.stream(failure.getStackTraceElementProxyArray())
            .limit(CALLS)
            .map(StackTraceElementProxy::toString));
  }

  private static String head(IThrowableProxy failure) {
    return failure.getMessage() == null
        ? failure.getClassName()
        : failure.getClassName() + ": " + Scrubber.scrub(failure.getMessage());
  }
}
