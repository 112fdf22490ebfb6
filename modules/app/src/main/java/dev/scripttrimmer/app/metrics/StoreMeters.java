package dev.scripttrimmer.app.metrics;

import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.s3.RequestListener;
import dev.scripttrimmer.worker.WorkerMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;

/**
 * Requests to the object store, by what came of them. {@code not_found} and {@code
 * precondition_failed} are answers, too: absent heads and lost races are daily life.
 */
public final class StoreMeters implements RequestListener {
  private final MeterRegistry registry;

  public StoreMeters(MeterRegistry registry) {
    this.registry = registry;
    // There before the first request, for whoever watches a rate.
    timer("HeadObject", "ok");
    timer("HeadObject", WorkerMeters.label(Kind.UNAVAILABLE));
  }

  @Override
  public void ended(String operation, Optional<Kind> failure, Duration took) {
    timer(operation, failure.map(WorkerMeters::label).orElse("ok")).record(took);
  }

  private Timer timer(String operation, String outcome) {
    return Timer.builder("trimmer.s3.requests")
        .description("Requests to the object store, their retries included")
        .tag("operation", operation)
        .tag("outcome", outcome)
        .register(registry);
  }
}
