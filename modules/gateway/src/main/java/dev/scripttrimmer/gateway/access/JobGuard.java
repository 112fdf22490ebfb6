package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectUrls;
import dev.scripttrimmer.gateway.web.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Stands before every route of a job: to whom a job does not belong, it does not exist. A caller's
 * right is looked at when a stream begins; since a key's owner never changes, it holds to its end.
 */
public final class JobGuard {
  private final Vertx vertx;
  private final OwnerBook owners;
  private final Sources sources;
  private final ObjectUrls urls;
  private final OwnerStreams streams;

  public JobGuard(
      Vertx vertx, OwnerBook owners, Sources sources, ObjectUrls urls, OwnerStreams streams) {
    this.vertx = vertx;
    this.streams = streams;
    this.owners = owners;
    this.sources = sources;
    this.urls = urls;
  }

  /**
   * Guards what is mounted after this.
   *
   * @param full answers a stream beyond its owner's quota
   */
  public void mount(Router router, String streamPath, Handler<RoutingContext> full) {
    router.route("/jobs/:key").handler(this::guardJob);
    router.route("/jobs/:key/*").handler(this::guardJob);
    router.get(streamPath).handler(context -> guardStream(context, full));
  }

  private void guardJob(RoutingContext context) {
    Caller caller = Caller.of(context);
    Optional<QueueKey> key = QueueKey.parse(context.pathParam("key"));
    if (caller instanceof Caller.Anyone || key.isEmpty()) {
      context.next(); // What is no key, the route itself refuses.
      return;
    }
    requireReadable(caller, key.get()).onSuccess(yes -> context.next()).onFailure(context::fail);
  }

  private void guardStream(RoutingContext context, Handler<RoutingContext> full) {
    Caller caller = Caller.of(context);
    if (caller instanceof Caller.Anyone) {
      context.next();
      return;
    }
    List<Future<Void>> watched =
        context.queryParam("s3_url").stream().map(url -> mayFollow(caller, url)).toList();
    Future.all(watched)
        .onSuccess(
            yes -> {
              if (caller instanceof Caller.Owner owner && !streams.enter(owner, context)) {
                full.handle(context);
              } else {
                context.next();
              }
            })
        .onFailure(context::fail);
  }

  /** A job that is not there yet may be waited for by whoever alone can submit it. */
  private Future<Void> mayFollow(Caller caller, String s3Url) {
    ObjectLocation source = urls.locate(s3Url);
    boolean own =
        caller instanceof Caller.Submitter submitter && sources.isOwnUpload(submitter, source);
    return own ? Future.succeededFuture() : requireReadable(caller, QueueKey.of(s3Url));
  }

  private Future<Void> requireReadable(Caller caller, QueueKey key) {
    return mayRead(caller, key)
        .compose(
            may ->
                may
                    ? Future.succeededFuture()
                    : Future.failedFuture(ApiException.notFound("There is no job with this key.")));
  }

  /** Whether the caller may read the job; false also when there is none. */
  Future<Boolean> mayRead(Caller caller, QueueKey key) {
    if (caller instanceof Caller.Viewer viewer) {
      return Future.succeededFuture(viewer.keys().contains(key));
    }
    Caller.Submitter submitter = (Caller.Submitter) caller;
    return Future.fromCompletionStage(owners.ownerOf(key), vertx.getOrCreateContext())
        .map(owner -> owner.filter(submitter::owns).isPresent());
  }
}
