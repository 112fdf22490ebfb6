package dev.scripttrimmer.worker;

import dev.scripttrimmer.bus.MessageBus;
import dev.scripttrimmer.bus.ProgressPublisher;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.pipeline.Pipeline;
import java.time.Clock;

/** Everything that a worker works with. */
public record WorkerPorts(
    JobStore jobs,
    MessageBus bus,
    ProgressPublisher publisher,
    Pipeline pipeline,
    WorkerMeters meters,
    WorkTracer tracer,
    Clock clock) {}
