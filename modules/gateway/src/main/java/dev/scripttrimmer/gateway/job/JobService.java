package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.bus.Addresses;
import dev.scripttrimmer.bus.JobNotice;
import dev.scripttrimmer.bus.TraceParent;
import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.GatewayPorts;
import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.gateway.access.OwnerBook;
import dev.scripttrimmer.gateway.access.Sources;
import dev.scripttrimmer.gateway.web.ApiException;
import dev.scripttrimmer.gateway.webhook.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes and cancels jobs. A move is done when the store has it; telling workers and viewers comes
 * after and may be lost, because both also look for themselves.
 *
 * <p>Futures complete on the context they were asked from, and fail with {@link ApiException},
 * {@link TrimException} or {@link ObjectStoreException}.
 */
public final class JobService {
  private static final Logger LOG = LoggerFactory.getLogger(JobService.class);

  /** Races for one key that a request loses before it gives up. */
  private static final int MAX_ATTEMPTS = 8;

  private static final long TELLING_SECONDS = 2;
  private static final Failure CANCELLED =
      Failure.of(ErrorCode.CANCELLED, "The job was cancelled; submit the video again to redo it.");

  private final Vertx vertx;
  private final GatewayConfig config;
  private final GatewayPorts ports;
  private final OwnerBook owners;
  private final Sources sources;
  private final Optional<Webhooks> webhooks;
  private final Admission admission;

  /**
   * @param webhooks tells who asked to be told of a run's end; empty where nobody may ask
   */
  public JobService(
      Vertx vertx,
      GatewayConfig config,
      GatewayPorts ports,
      OwnerBook owners,
      Sources sources,
      Optional<Webhooks> webhooks) {
    this.vertx = vertx;
    this.config = config;
    this.ports = ports;
    this.owners = owners;
    this.sources = sources;
    this.webhooks = webhooks;
    this.admission = new Admission(vertx, config, ports, owners);
  }

  /**
   * Begins a run for the video, unless one is under way. The job is the caller's from then on, and
   * so is its key: nobody else can submit the same URL.
   *
   * @param s3Url exactly as the client sent it
   * @param trim whether a tightened video is wanted, too
   * @param tell a URL to tell when the run has ended, as the client sent it
   * @return the job, durable; fails with {@code URL_NOT_ALLOWED}, {@code INVALID_REQUEST}, {@code
   *     OBJECT_NOT_FOUND}, {@code NOT_A_VIDEO}, {@code OBJECT_TOO_LARGE}, 429 when too many jobs
   *     wait
   */
  public Future<Job> submit(
      Caller.Submitter caller,
      String s3Url,
      VideoType videoType,
      boolean trim,
      Optional<String> tell) {
    Submission submission = submission(caller, s3Url, videoType, trim);
    return submit(caller, submission, tell.map(this::requireAllowed), MAX_ATTEMPTS);
  }

  /**
   * The same, unless the URL was submitted since.
   *
   * @return the job; empty when it was
   */
  public Future<Optional<Job>> submitNewer(
      Caller.Submitter caller, String s3Url, VideoType videoType, Instant since) {
    Submission submission = submission(caller, s3Url, videoType, false);
    return find(submission.key())
        .compose(
            found ->
                found.filter(head -> isSince(head.job(), caller, since)).isPresent()
                    ? Future.succeededFuture(Optional.empty())
                    : submit(caller, submission, Optional.empty(), MAX_ATTEMPTS).map(Optional::of));
  }

  private static boolean isSince(Job job, Caller.Submitter caller, Instant since) {
    return caller.owns(job.submission().owner()) && !job.submission().submittedAt().isBefore(since);
  }

  private Submission submission(
      Caller.Submitter caller, String s3Url, VideoType videoType, boolean trim) {
    ObjectLocation source = ports.urls().locate(s3Url);
    sources.requireAllowed(caller, source);
    return new Submission(
        QueueKey.of(s3Url),
        withoutQuery(s3Url),
        source,
        videoType,
        trim,
        caller.name(),
        ports.clock().instant(),
        Optional.empty());
  }

  private URI requireAllowed(String tell) {
    return webhooks
        .orElseThrow(
            () ->
                new TrimException(
                    ErrorCode.URL_NOT_ALLOWED,
                    "This service tells nobody when a job has ended; leave webhook_url out."))
        .requireAllowed(tell);
  }

  private Future<Job> submit(
      Caller.Submitter caller, Submission asked, Optional<URI> tell, int attempts) {
    return find(asked.key())
        .compose(
            found -> {
              Submission submission = found.map(head -> inherit(caller, asked, head)).orElse(asked);
              if (found.isPresent() && found.get().job() instanceof Job.Active active) {
                return note(caller, active, tell).map(noted -> active);
              }
              return begin(
                  caller,
                  submission,
                  found,
                  tell,
                  () -> again(attempts, left -> submit(caller, asked, tell, left)));
            });
  }

  /**
   * Begins a run that cuts the video again, unless the job's run does or has done just that.
   *
   * @return the job, durable; fails with {@code NOT_FOUND}, {@code INVALID_REQUEST}, {@code
   *     job_running}, {@code nothing_to_cut}, and as {@link #submit}
   */
  Future<Job> recut(Caller.Submitter caller, QueueKey key, RecutRequest request) {
    return recut(caller, key, request, MAX_ATTEMPTS);
  }

  private Future<Job> recut(
      Caller.Submitter caller, QueueKey key, RecutRequest request, int attempts) {
    return find(key)
        .compose(
            found -> {
              Job job = found.map(Versioned::job).orElseThrow(JobReader::unknown);
              return Recuts.isMetBy(job, request)
                  ? Future.succeededFuture(job)
                  : begin(
                      caller,
                      Recuts.submission(job, request, ports.clock().instant()),
                      found,
                      Optional.empty(),
                      () -> again(attempts, left -> recut(caller, key, request, left)));
            });
  }

  /**
   * What is asked for, as the owner of the key may have it; a job that ended and was nobody's
   * becomes the caller's.
   */
  private static Submission inherit(
      Caller.Submitter caller, Submission asked, Versioned<Job> head) {
    String owner = head.job().submission().owner();
    boolean free = owner.equals(Submission.ANYONE) && head.job() instanceof Job.Ended;
    if (!free && !caller.owns(owner)) {
      throw new TrimException(
          ErrorCode.URL_NOT_ALLOWED,
          "Somebody else submitted this s3_url first; upload the video yourself to process it.");
    }
    return free ? asked : asked.ownedBy(owner);
  }

  /**
   * Begins a run.
   *
   * @param found the key's head; empty or ended
   * @param beaten what to do when somebody else moved the job first
   */
  private Future<Job> begin(
      Caller.Submitter caller,
      Submission asked,
      Optional<Versioned<Job>> found,
      Optional<URI> tell,
      Supplier<Future<Job>> beaten) {
    Submission submission = asked.traced(TraceParent.current().map(TraceParent::value));
    Job.Pending next =
        found.isPresent() && found.get().job() instanceof Job.Ended ended
            ? ended.resubmit(submission)
            : Job.submitted(submission);
    return admission
        .admit(
            caller,
            submission,
            // Noted first: a run that has begun is told of, whoever dies now.
            () ->
                note(caller, next, tell)
                    .compose(
                        noted ->
                            ask(
                                found.isPresent()
                                    ? ports.jobs().advance(found.get(), next)
                                    : ports.jobs().create(next))))
        .compose(
            begun ->
                begun.isPresent()
                    ? Future.succeededFuture(announce(begun.get().job()))
                    : beaten.get());
  }

  private Future<Void> note(Caller.Submitter caller, Job job, Optional<URI> tell) {
    return tell.isPresent()
        ? webhooks.orElseThrow().tell(caller, job.key(), job.run().number(), tell.get())
        : Future.succeededFuture();
  }

  private Job announce(Job job) {
    LOG.info("job accepted key={} run={}", job.key(), job.run().number());
    owners.learn(job.key(), job.submission().owner());
    // Told first, so that the story begins with its beginning; workers also look for themselves.
    tell(job)
        .onComplete(told -> ports.bus().publish(Addresses.JOB_WAITING, new JobNotice(job.key())));
    return job;
  }

  /**
   * Ends the job's run, wherever it is worked on; an ended one stays as it is.
   *
   * @return the job, ended; fails with {@code NOT_FOUND} when there is none
   */
  public Future<Job> cancel(QueueKey key) {
    return cancel(key, MAX_ATTEMPTS);
  }

  private Future<Job> cancel(QueueKey key, int attempts) {
    return find(key)
        .compose(
            found -> {
              Versioned<Job> head = found.orElseThrow(JobReader::unknown);
              if (!(head.job() instanceof Job.Active active)) {
                return Future.succeededFuture(head.job());
              }
              Job.Failed ended = active.fail(CANCELLED, ports.clock().instant());
              return ask(ports.jobs().advance(head, ended))
                  .compose(
                      moved ->
                          moved.isPresent()
                              ? Future.succeededFuture(announceEnd(moved.get().job()))
                              : again(attempts, left -> cancel(key, left)));
            });
  }

  private Job announceEnd(Job job) {
    LOG.info("job cancelled key={} run={}", job.key(), job.run().number());
    ports.bus().publish(Addresses.JOB_ENDED, new JobNotice(job.key()));
    tell(job);
    return job;
  }

  private Future<Void> tell(Job job) {
    return ports
        .publisher()
        .retell(job)
        .timeout(TELLING_SECONDS, TimeUnit.SECONDS)
        .onFailure(e -> LOG.warn("story not told key={} cause={}", job.key(), e.toString()));
  }

  private static <T> Future<T> again(int attempts, IntFunction<Future<T>> attempt) {
    return attempts > 1
        ? attempt.apply(attempts - 1)
        : Future.failedFuture(
            new TrimException(
                ErrorCode.STORAGE_UNAVAILABLE,
                "The job changes too fast right now; try again in a few seconds."));
  }

  private Future<Optional<Versioned<Job>>> find(QueueKey key) {
    return ask(ports.jobs().find(key));
  }

  private <T> Future<T> ask(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }

  /** A query may be a signature, which must not be stored. */
  private static String withoutQuery(String s3Url) {
    int query = s3Url.indexOf('?');
    return query < 0 ? s3Url : s3Url.substring(0, query);
  }
}
