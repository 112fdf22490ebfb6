package dev.scripttrimmer.worker;

import dev.scripttrimmer.bus.TraceParent;
import dev.scripttrimmer.domain.job.Job;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * The spans of a worker. Parents are passed on by hand, because they lie on other threads and
 * nodes; one tracer that does nothing serves where nobody traces. Thread-safe.
 */
public final class WorkTracer {
  private final Tracer tracer;

  public WorkTracer(Tracer tracer) {
    this.tracer = tracer;
  }

  /**
   * Begins a span; whoever does ends it.
   *
   * @param parent W3C's {@code traceparent}; empty for the first span of a trace
   */
  Span begin(String name, Optional<String> parent) {
    return tracer
        .spanBuilder(name)
        .setParent(parent.map(TraceParent::new).map(TraceParent::context).orElseGet(Context::root))
        .startSpan();
  }

  /** Begins a span about a job, within the request that asked for it. */
  Span begin(String name, Job job) {
    return begin(name, job.submission().trace())
        .setAttribute("trimmer.key", job.key().value())
        .setAttribute("trimmer.run", job.run().number())
        .setAttribute("trimmer.epoch", job.run().epoch());
  }

  /** Ends a span. */
  static void end(Span span, Throwable failure) {
    if (failure != null) {
      // The kind alone: messages may quote what users sent.
      span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
    }
    span.end();
  }

  /** What continues the span elsewhere; empty where nobody traces. */
  static Optional<String> parent(Span span) {
    return TraceParent.of(span).map(TraceParent::value);
  }
}
