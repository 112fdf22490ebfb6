package dev.scripttrimmer.app.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** Leaves out what machines ask all day: probes and scrapes. */
record WorthTracing(Sampler others) implements Sampler {
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    String path = attributes.get(PATH);
    return path != null && (path.startsWith("/health/") || path.equals("/metrics"))
        ? SamplingResult.drop()
        : others.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "WorthTracing{" + others.getDescription() + "}";
  }
}
