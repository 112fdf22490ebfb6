package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStatus;
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
  private static final String EXAMPLE =
      "{\"s3_url\": \"https://bucket.s3.region.amazonaws.com/video.mp4\","
          + " \"video_type\": \"live\"}";

  private final JobService service;

  public JobRoutes(JobService service) {
    this.service = service;
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
        .submit(request.s3Url(), request.type())
        .map(job -> Accepted.of(request.s3Url(), job));
  }

  private Future<Accepted> recut(RoutingContext context) {
    RecutRequest request = JsonBodies.read(context, RecutRequest.class, RecutRequest.EXAMPLE);
    return service
        .recut(key(context), request)
        .map(job -> Accepted.of(job.submission().s3Url(), job));
  }

  private Future<JobSnapshot> show(RoutingContext context) {
    return service.snapshot(key(context));
  }

  private Future<JobSnapshot> cancel(RoutingContext context) {
    return service.cancel(key(context)).map(JobSnapshot::of);
  }

  private Future<Page> list(RoutingContext context) {
    Optional<String> cursor = Optional.ofNullable(context.request().getParam("cursor"));
    return service
        .recent(cursor.filter(text -> !text.isEmpty()), limit(context))
        .map(
            page ->
                new Page(
                    page.jobs().stream()
                        .map(JobSnapshot::of)
                        .map(JobSnapshot::withoutResult)
                        .toList(),
                    page.next()));
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
   * @param s3Url null when missing
   * @param videoType null when missing
   */
  private record Request(String s3Url, String videoType) {
    VideoType type() {
      if (videoType == null || videoType.equals("live")) {
        return VideoType.LIVE;
      }
      if (videoType.equals("recorded")) {
        return VideoType.RECORDED;
      }
      throw ApiException.invalid("video_type is \"live\" or \"recorded\".");
    }
  }

  private record Accepted(
      String s3Url, QueueKey queueKey, JobStatus status, String message, double progress) {
    static Accepted of(String s3Url, Job job) {
      return new Accepted(
          s3Url,
          job.key(),
          job.status(),
          "Video processing job started successfully",
          job.progress());
    }
  }

  private record Page(List<JobSnapshot> jobs, Optional<String> next) {}
}
