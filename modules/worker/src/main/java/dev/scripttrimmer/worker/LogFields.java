package dev.scripttrimmer.worker;

import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/** What the lines of a thread tell of the work that they come from, and who continues its trace. */
final class LogFields {
  static final String KEY = "key";
  static final String STAGE = "stage";
  static final String TRACE = "trace";

  private LogFields() {}

  /** Ends what {@link #add} began; closed by the same thread. */
  @FunctionalInterface
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** Has the calling thread's lines tell more, until the scope is closed. */
  static Scope add(Map<String, String> fields) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    fields.forEach(MDC::put);
    return () -> {
      if (before == null) {
        MDC.clear();
      } else {
        MDC.setContextMap(before);
      }
    };
  }

  /** The span that the calling thread works for, as W3C's {@code traceparent}. */
  static Optional<String> trace() {
    return Optional.ofNullable(MDC.get(TRACE));
  }
}
