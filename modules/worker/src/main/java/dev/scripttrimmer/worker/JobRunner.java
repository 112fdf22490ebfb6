package dev.scripttrimmer.worker;

import dev.scripttrimmer.domain.Cancellation;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.job.RunState;
import dev.scripttrimmer.domain.result.JobResult;
import dev.scripttrimmer.pipeline.RunRequest;
import dev.scripttrimmer.worker.WorkerMeters.Outcome;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one claimed job to its end: the door between the event loop, where heads move, and the
 * threads on which the pipeline blocks. Lives on one event-loop context.
 */
final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private static final Failure LEAVING =
      Failure.of(ErrorCode.CANCELLED, "The worker is about to leave.");
  private static final Failure LOST =
      Failure.of(ErrorCode.CANCELLED, "The job is no longer this worker's.");

  private final Vertx vertx;
  private final Context context;
  private final WorkerConfig config;
  private final WorkerPorts ports;
  private final HeldJob held;
  private final StoryWriter story;
  private final Span span;
  private final Cancellation cancellation = new Cancellation();
  private boolean leaving;
  private boolean abandoned;

  JobRunner(
      Vertx vertx,
      Context context,
      WorkerConfig config,
      WorkerPorts ports,
      Versioned<Job.Running> claimed) {
    this.vertx = vertx;
    this.context = context;
    this.config = config;
    this.ports = ports;
    this.held = new HeldJob(ports.jobs(), context, claimed);
    this.story = new StoryWriter(ports.publisher(), claimed.job());
    this.span = ports.tracer().begin("job run", claimed.job());
  }

  /**
   * Runs the job.
   *
   * @return succeeds when this worker has nothing more to do with the job, with how it stands then;
   *     fails when this worker lost it or could not say what became of it
   */
  Future<Job> run(WorkerExecutor threads) {
    Job.Running job = held.job();
    LOG.info(
        "job claimed key={} run={} epoch={}", job.key(), job.run().number(), job.run().epoch());
    ports.meters().claimed();
    held.lost().onSuccess(gone -> cancellation.cancel(LOST));
    long beat = vertx.setPeriodic(config.beat().toMillis(), timer -> renew());
    RunRequest request = new RunRequest(job.submission(), job.run().number());
    return story
        .retell(job)
        .compose(told -> ports.publisher().progressTold(job))
        .otherwise((double) job.run().progress())
        .compose(
            shown -> {
              RunProgress progress =
                  new RunProgress(job.submission().s3Url(), job.run().last(), shown);
              RunReporter reporter =
                  new RunReporter(vertx, context, ports, held, story, progress, cancellation, span);
              return threads
                  .executeBlocking(() -> work(request, reporter), false)
                  .transform(this::conclude)
                  .compose(ended -> reporter.end(ended).map(ended));
            })
        .onSuccess(left -> LOG.info("job left key={} state={}", left.key(), left.status()))
        .onFailure(failure -> logLost(job, failure))
        .onComplete(
            done -> {
              vertx.cancelTimer(beat);
              WorkTracer.end(span, done.cause());
            });
  }

  /** Everything that is logged on the way names the job. */
  private JobResult work(RunRequest request, RunReporter reporter) {
    try (LogFields.Scope key = LogFields.add(Map.of(LogFields.KEY, held.job().key().value()))) {
      return ports.pipeline().run(request, reporter, cancellation);
    }
  }

  /** Renews the lease, unless a move does so at this moment. */
  private void renew() {
    if (!held.isMoving()) {
      check();
    }
  }

  /** Finds out at once whether the job was ended by somebody else, by renewing the lease. */
  void check() {
    held.move(job -> job.renew(now()))
        .onFailure(failure -> LOG.debug("lease not renewed key={}", held.job().key(), failure));
  }

  /** Stops working and hands the job back, for another worker to go on with. */
  void leave() {
    leaving = true;
    cancellation.cancel(LEAVING);
  }

  /** Leaves without handing the job back, if that has not succeeded yet: its lease will run out. */
  void abandon() {
    abandoned = true;
    leave();
  }

  private Future<Job> conclude(AsyncResult<JobResult> outcome) {
    if (outcome.succeeded()) {
      return persist(job -> job.complete(outcome.result(), now())).onSuccess(this::delivered);
    }
    if (held.isLost()) {
      count(Outcome.LOST);
      return Future.failedFuture(outcome.cause());
    }
    if (leaving) {
      return persist(job -> job.release(now())).onSuccess(left -> count(Outcome.HANDED_BACK));
    }
    Failure failure = failureOf(outcome.cause());
    RunState run = held.job().run();
    LOG.warn(
        "run failed key={} run={} epoch={} code={} stage={}",
        held.job().key(),
        run.number(),
        run.epoch(),
        failure.code(),
        failure.stage().map(Enum::name).orElse("none"),
        failure.code() == ErrorCode.INTERNAL ? outcome.cause() : null);
    span.setAttribute("trimmer.code", WorkerMeters.label(failure.code()));
    ports.meters().failed(failure.code());
    if (config.retry().retries(run, failure)) {
      Duration pause = config.retry().pause(run.failures(), RandomGenerator.getDefault());
      return persist(job -> job.retry(now().plus(pause), now()))
          .onSuccess(waits -> count(Outcome.RETRIED));
    }
    return persist(job -> job.fail(failure, now())).onSuccess(ended -> count(Outcome.FAILED));
  }

  private void delivered(Job job) {
    count(Outcome.COMPLETED);
    ports.meters().delivered(Duration.between(job.submission().submittedAt(), now()));
  }

  private void count(Outcome outcome) {
    ports.meters().ended(outcome);
  }

  private static Failure failureOf(Throwable cause) {
    return cause instanceof TrimException trim
        ? trim.failure()
        : Failure.of(ErrorCode.INTERNAL, "An unexpected error interrupted the job.");
  }

  /** What a run came to must reach the store: while the store is away, it is tried again. */
  private Future<Job> persist(Function<Job.Running, Job> next) {
    return held.insist(next, () -> abandoned);
  }

  private static void logLost(Job.Running job, Throwable failure) {
    LOG.info(
        "job lost key={} run={} epoch={} reason={}",
        job.key(),
        job.run().number(),
        job.run().epoch(),
        failure.getMessage());
  }

  private Instant now() {
    return ports.clock().instant();
  }
}
