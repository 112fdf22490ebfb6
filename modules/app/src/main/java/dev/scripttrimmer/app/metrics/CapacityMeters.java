package dev.scripttrimmer.app.metrics;

import dev.scripttrimmer.cluster.ClusteredVertx;
import dev.scripttrimmer.worker.RecognizerPool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What a node has room for and how much of that is taken. */
public final class CapacityMeters {
  private final MeterRegistry registry;

  public CapacityMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts the neighbours and the progress log. */
  public CapacityMeters of(ClusteredVertx cluster) {
    gauge(
        "trimmer.cluster.nodes",
        "Nodes that this one sees",
        () -> cluster.membership().nodes().size());
    gauge(
        "trimmer.log.jobs",
        "Jobs in this node's part of the progress log",
        "copy",
        "owned",
        () -> cluster.logSize().get().owned());
    gauge(
        "trimmer.log.jobs",
        "Jobs in this node's part of the progress log",
        "copy",
        "backup",
        () -> cluster.logSize().get().copies());
    return this;
  }

  /** Counts the slots of a worker. */
  public CapacityMeters of(RecognizerPool recognizers) {
    gauge("trimmer.slots", "Chunks that this node recognises at once", recognizers::slots);
    gauge("trimmer.slots.busy", "Slots that are taken", recognizers::busySlots);
    return this;
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  private void gauge(
      String name, String description, String label, String labelled, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).tag(label, labelled).register(registry);
  }
}
