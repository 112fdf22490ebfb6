package dev.scripttrimmer.app.tracing;

import dev.scripttrimmer.app.config.TracingSection;
import dev.scripttrimmer.domain.NodeId;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.VertxBuilder;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a node's spans go: to a collector, or nowhere. A collector that is away costs spans and
 * nothing else.
 */
public final class Tracing implements AutoCloseable {
  private static final String NAME = "script-trimmer";
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final long FLUSH_SECONDS = 3;

  private final OpenTelemetry openTelemetry;
  private final Optional<SdkTracerProvider> provider;

  private Tracing(OpenTelemetry openTelemetry, Optional<SdkTracerProvider> provider) {
    this.openTelemetry = openTelemetry;
    this.provider = provider;
  }

  /** Connects to nothing yet. */
  public static Tracing open(TracingSection config, NodeId node) {
    return config
        .collector()
        .map(collector -> to(collector, config.sample(), node))
        .orElseGet(() -> new Tracing(OpenTelemetry.noop(), Optional.empty()));
  }

  private static Tracing to(URI collector, double sample, NodeId node) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        NAME,
                        AttributeKey.stringKey("service.instance.id"),
                        node.value())))
            .setSampler(Sampler.parentBased(new WorthTracing(Sampler.traceIdRatioBased(sample))))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        new DiscreetExporter(
                            OtlpHttpSpanExporter.builder()
                                .setEndpoint(collector.toString())
                                .build()))
                    .setScheduleDelay(DELAY)
                    .build())
            .build();
    OpenTelemetry sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(provider)
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    return new Tracing(sdk, Optional.of(provider));
  }

  /** Has Vert.x trace requests and messages, where anything is traced. */
  public VertxBuilder in(VertxBuilder vertx) {
    return provider.isPresent()
        ? vertx.withTracer(new OpenTelemetryTracingFactory(openTelemetry))
        : vertx;
  }

  /** For spans of the program's own; one that does nothing where nothing is traced. */
  public Tracer tracer() {
    return openTelemetry.getTracer(NAME);
  }

  /** Sends what has not been sent, within a few seconds. */
  @Override
  public void close() {
    provider.ifPresent(open -> open.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS));
  }
}
