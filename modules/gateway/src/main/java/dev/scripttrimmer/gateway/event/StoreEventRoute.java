package dev.scripttrimmer.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.VideoType;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.store.ObjectUrls;
import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.gateway.job.JobRoutes;
import dev.scripttrimmer.gateway.job.JobService;
import dev.scripttrimmer.gateway.web.Answers;
import dev.scripttrimmer.gateway.web.ApiException;
import dev.scripttrimmer.gateway.web.JsonBodies;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /s3-events}: begins a job for each object that a store says was created, as if its
 * URL had been submitted by whoever the notification is signed in as. Stores deliver a notification
 * more than once: one that is older than the key's newest submission begins nothing.
 */
public final class StoreEventRoute {
  private static final String EXAMPLE = "{\"Records\": [...]}";

  private final JobService jobs;
  private final ObjectUrls urls;

  public StoreEventRoute(JobService jobs, ObjectUrls urls) {
    this.jobs = jobs;
    this.urls = urls;
  }

  public void mount(Router router) {
    router.post("/s3-events").handler(Answers.json(200, this::take));
  }

  private Future<Taken> take(RoutingContext context) {
    Caller.Submitter caller = Caller.submitter(context);
    VideoType type = JobRoutes.videoType(context.request().getParam("video_type"));
    List<CreatedObject> created =
        CreatedObject.of(JsonBodies.read(context, JsonNode.class, EXAMPLE));
    Future<Taken> taken = Future.succeededFuture(new Taken(List.of(), List.of()));
    for (CreatedObject object : created) {
      taken = taken.compose(before -> take(caller, type, object).map(before::with));
    }
    return taken;
  }

  private Future<Outcome> take(Caller.Submitter caller, VideoType type, CreatedObject object) {
    String url = urls.urlOf(object.location());
    return Future.succeededFuture(url)
        .compose(s3Url -> jobs.submitNewer(caller, s3Url, type, object.at()))
        .map(job -> Outcome.of(url, job))
        .recover(failure -> refused(url, ApiException.of(failure)));
  }

  /** What another delivery would not change is noted; for the rest the store tries again. */
  private static Future<Outcome> refused(String url, ApiException refusal) {
    boolean passes = refusal.status() == 429 || refusal.status() >= 500;
    return passes
        ? Future.failedFuture(refusal)
        : Future.succeededFuture(
            new Outcome(Optional.empty(), Optional.of(new Ignored(url, refusal.code()))));
  }

  private record Outcome(Optional<Accepted> accepted, Optional<Ignored> ignored) {
    static Outcome of(String url, Optional<Job> job) {
      return job.isPresent()
          ? new Outcome(Optional.of(new Accepted(url, job.get().key())), Optional.empty())
          : new Outcome(Optional.empty(), Optional.of(new Ignored(url, "already_submitted")));
    }
  }

  private record Accepted(String s3Url, QueueKey queueKey) {}

  private record Ignored(String s3Url, String code) {}

  private record Taken(List<Accepted> accepted, List<Ignored> ignored) {
    Taken with(Outcome outcome) {
      List<Accepted> jobs = new ArrayList<>(accepted);
      outcome.accepted().ifPresent(jobs::add);
      List<Ignored> others = new ArrayList<>(ignored);
      outcome.ignored().ifPresent(others::add);
      return new Taken(List.copyOf(jobs), List.copyOf(others));
    }
  }
}
