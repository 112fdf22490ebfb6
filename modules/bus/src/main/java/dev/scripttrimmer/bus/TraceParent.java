package dev.scripttrimmer.bus;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;

/**
 * A span that others continue, on another thread or node or after a restart.
 *
 * @param value W3C's {@code traceparent}
 */
public record TraceParent(String value) {
  private static final String FIELD = "traceparent";

  private static final TextMapGetter<TraceParent> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(TraceParent carrier) {
          return List.of(FIELD);
        }

        @Override
        public String get(TraceParent carrier, String key) {
          return key.equals(FIELD) ? carrier.value() : null;
        }
      };

  /** The request that the calling context answers; empty when it is not traced. */
  public static Optional<TraceParent> current() {
    return of(Span.current());
  }

  /** Empty for a span that is not traced. */
  public static Optional<TraceParent> of(Span span) {
    SpanContext context = span.getSpanContext();
    return context.isValid()
        ? Optional.of(
            new TraceParent(
                "00-%s-%s-%s"
                    .formatted(
                        context.getTraceId(),
                        context.getSpanId(),
                        context.getTraceFlags().asHex())))
        : Optional.empty();
  }

  /** To be the parent of another span; a root when the value says nothing. */
  public Context context() {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), this, GETTER);
  }
}
