package dev.scripttrimmer.gateway.job;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStatus;
import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.gateway.access.JobTokens;
import dev.scripttrimmer.gateway.web.Answers;
import dev.scripttrimmer.gateway.web.ApiException;
import dev.scripttrimmer.gateway.web.JsonBodies;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Submitting, reading and cancelling jobs. */
public final class JobRoutes {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;
  private static final int MAX_URL = 2_048;
  private static final int MAX_NAME = 200;
  private static final String EXAMPLE =
      "{\"s3_url\": \"https://bucket.s3.region.amazonaws.com/video.mp4\","
          + " \"video_type\": \"live\"}";

  private final JobService service;
  private final JobReader reader;
  private final Optional<JobTokens> tokens;

  /**
   * @param tokens what answers carry for whoever cannot send headers; empty where nobody signs in
   */
  public JobRoutes(JobService service, JobReader reader, Optional<JobTokens> tokens) {
    this.service = service;
    this.reader = reader;
    this.tokens = tokens;
  }

  public void mount(Router router) {
    router.post("/extract-audio-endpoint").handler(Answers.json(202, this::submit));
    router.get("/jobs").handler(Answers.json(200, this::list));
    router.get("/jobs/:key").handler(Answers.json(200, this::show));
    router.post("/jobs/:key/recut").handler(Answers.json(202, this::recut));
    router.delete("/jobs/:key").handler(Answers.json(200, this::cancel));
  }

  private Future<Accepted> submit(RoutingContext context) {
    Request request = JsonBodies.read(context, Request.class, EXAMPLE);
    if (request.s3Url() == null || request.s3Url().isBlank()) {
      throw ApiException.invalid("The body names no s3_url; send " + EXAMPLE + ".");
    }
    if (request.s3Url().length() > MAX_URL) {
      throw ApiException.invalid("An s3_url has at most " + MAX_URL + " characters.");
    }
    return service
        .submit(
            Caller.submitter(context),
            request.s3Url(),
            videoType(request.videoType()),
            Boolean.TRUE.equals(request.trim()),
            Optional.ofNullable(request.webhookUrl()))
        .map(job -> Accepted.of(request.s3Url(), job, token(context, job.key())));
  }

  private Future<Accepted> recut(RoutingContext context) {
    RecutRequest request = JsonBodies.read(context, RecutRequest.class, RecutRequest.EXAMPLE);
    return service
        .recut(Caller.submitter(context), key(context), request)
        .map(job -> Accepted.of(job.submission().s3Url(), job, token(context, job.key())));
  }

  private Future<Shown> show(RoutingContext context) {
    return reader.snapshot(key(context)).map(job -> shown(context, job));
  }

  private Future<Shown> cancel(RoutingContext context) {
    return service.cancel(key(context)).map(job -> shown(context, JobSnapshot.of(job)));
  }

  private Shown shown(RoutingContext context, JobSnapshot job) {
    return new Shown(job, token(context, job.queueKey()));
  }

  /** Not for whoever came with a token: it would never end. */
  private Optional<String> token(RoutingContext context, QueueKey key) {
    return tokens
        .filter(signed -> !(Caller.of(context) instanceof Caller.Viewer))
        .map(signed -> signed.issue(key));
  }

  private Future<Page> list(RoutingContext context) {
    Optional<String> cursor = Optional.ofNullable(context.request().getParam("cursor"));
    return reader
        .recent(
            Caller.submitter(context),
            name(context),
            cursor.filter(text -> !text.isEmpty()),
            limit(context))
        .map(
            page ->
                new Page(
                    page.jobs().stream()
                        .map(JobSnapshot::of)
                        .map(JobSnapshot::withoutResult)
                        .map(job -> shown(context, job))
                        .toList(),
                    page.next()));
  }

  private static Optional<NamePart> name(RoutingContext context) {
    Optional<String> name =
        Optional.ofNullable(context.request().getParam("name")).filter(text -> !text.isBlank());
    if (name.filter(text -> text.length() > MAX_NAME).isPresent()) {
      throw ApiException.invalid("name has at most " + MAX_NAME + " characters.");
    }
    return name.map(NamePart::new);
  }

  private static int limit(RoutingContext context) {
    String limit = context.request().getParam("limit");
    if (limit == null) {
      return DEFAULT_LIMIT;
    }
    if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1) {
      throw ApiException.invalid("limit is a number from 1 to " + MAX_LIMIT + ".");
    }
    return Math.min(MAX_LIMIT, Integer.parseInt(limit));
  }

  /**
   * @throws ApiException {@code invalid_request} unless the path holds a key
   */
  public static QueueKey key(RoutingContext context) {
    try {
      return new QueueKey(context.pathParam("key"));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("A job's key is 32 lower-case hex digits.");
    }
  }

  /**
   * @param text null when missing
   * @throws ApiException {@code invalid_request} when it is neither
   */
  public static VideoType videoType(String text) {
    if (text == null || text.equals("live")) {
      return VideoType.LIVE;
    }
    if (text.equals("recorded")) {
      return VideoType.RECORDED;
    }
    throw ApiException.invalid("video_type is \"live\" or \"recorded\".");
  }

  /**
   * @param s3Url null when missing
   * @param videoType null when missing
   * @param trim null when missing
   * @param webhookUrl null when missing
   */
  private record Request(String s3Url, String videoType, Boolean trim, String webhookUrl) {}

  /**
   * @param streamToken lets its holder follow the job and open its files for a while
   */
  private record Accepted(
      String s3Url,
      QueueKey queueKey,
      JobStatus status,
      String message,
      double progress,
      Optional<String> streamToken) {
    static Accepted of(String s3Url, Job job, Optional<String> streamToken) {
      return new Accepted(
          s3Url,
          job.key(),
          job.status(),
          "Video processing job started successfully",
          job.progress(),
          streamToken);
    }
  }

  /** A job with the token that opens it. */
  private record Shown(@JsonUnwrapped JobSnapshot job, Optional<String> streamToken) {}

  private record Page(List<Shown> jobs, Optional<String> next) {}
}
