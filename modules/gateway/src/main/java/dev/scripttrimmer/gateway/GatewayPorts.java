package dev.scripttrimmer.gateway;

import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.progress.ProgressLog;
import dev.scripttrimmer.domain.store.LinkSigner;
import dev.scripttrimmer.domain.store.MultipartUploads;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectUrls;
import dev.scripttrimmer.gateway.access.SignIn;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the gateway stands on.
 *
 * @param publisher writes to {@code log} and rings on {@code bus}
 * @param readiness what has to work before the node takes requests
 * @param meters where to count
 * @param scrape everything counted on this node, in Prometheus' text format; empty where nobody
 *     counts
 * @param signIn how callers show who they are; empty where nobody is asked
 */
public record GatewayPorts(
    JobStore jobs,
    ProgressLog log,
    ProgressPublisher publisher,
    MessageBus bus,
    ObjectStore objects,
    ObjectUrls urls,
    LinkSigner signer,
    MultipartUploads multipart,
    List<ReadinessCheck> readiness,
    MeterRegistry meters,
    Optional<Supplier<String>> scrape,
    Optional<SignIn> signIn,
    Clock clock) {
  public GatewayPorts {
    readiness = List.copyOf(readiness);
  }

  /**
   * One thing that readiness asks.
   *
   * @param name in snake case, shown to operators
   * @param check succeeds when all is well; fails with a message for operators, free of secrets
   */
  public record ReadinessCheck(String name, Supplier<Future<Void>> check) {}
}
