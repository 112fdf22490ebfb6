package dev.scripttrimmer.gateway;

import dev.scripttrimmer.gateway.stream.StreamLimits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the HTTP side of a node counts. Thread-safe. */
public final class GatewayMeters {
  private final Counter deliveries;
  private final Counter letGo;
  private final Counter turnedAway;

  public GatewayMeters(MeterRegistry registry, StreamLimits streams) {
    Gauge.builder("trimmer.streams", streams, StreamLimits::open)
        .description("Open progress streams")
        .register(registry);
    deliveries = counter(registry, "trimmer.stream.deliveries", "Events handed to streams");
    letGo = counter(registry, "trimmer.stream.let.go", "Streams cut because their client was slow");
    turnedAway = counter(registry, "trimmer.stream.turned.away", "Streams refused at a limit");
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /** Events went to one stream. */
  public void delivered(int events) {
    deliveries.increment(events);
  }

  /** A slow client was cut off. */
  public void letGo() {
    letGo.increment();
  }

  /** A client was told to come back later. */
  public void turnedAway() {
    turnedAway.increment();
  }
}
