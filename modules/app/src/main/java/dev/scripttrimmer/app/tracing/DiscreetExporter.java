package dev.scripttrimmer.app.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Sends spans without what a log must not hold either: queries, which name videos and may be
 * credentials, and messages of exceptions, which may quote them.
 */
final class DiscreetExporter implements SpanExporter {
  private static final Set<String> SECRET =
      Set.of("url.full", "url.query", "http.url", "http.target");

  private final SpanExporter exporter;

  DiscreetExporter(SpanExporter exporter) {
    this.exporter = exporter;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return exporter.export(spans.stream().<SpanData>map(Discreet::new).toList());
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private static final class Discreet extends DelegatingSpanData {
    private final Attributes attributes;

    Discreet(SpanData span) {
      super(span);
      attributes = span.getAttributes().toBuilder().removeIf(Discreet::isSecret).build();
    }

    private static boolean isSecret(AttributeKey<?> key) {
      return SECRET.contains(key.getKey());
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
      return attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
      return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
      return 0;
    }
  }
}
