package dev.scripttrimmer.gateway.job;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.job.JobStore.ActiveJob;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.gateway.GatewayConfig;
import dev.scripttrimmer.gateway.GatewayPorts;
import dev.scripttrimmer.gateway.access.Caller;
import dev.scripttrimmer.gateway.access.OwnerBook;
import dev.scripttrimmer.gateway.access.Quota;
import dev.scripttrimmer.gateway.web.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Decides whether one more run may begin: the video is there and small enough, and neither the
 * service nor its owner has too many already.
 *
 * <p>Of several submissions of one owner at once, on one event loop, each counts those before it;
 * those that other loops and nodes take in the same moment may go beyond the owner's bound.
 */
final class Admission {
  private final Vertx vertx;
  private final GatewayConfig config;
  private final GatewayPorts ports;
  private final OwnerBook owners;

  /** By owner, submissions that are let in and that the store does not count yet. */
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

  Admission(Vertx vertx, GatewayConfig config, GatewayPorts ports, OwnerBook owners) {
    this.vertx = vertx;
    this.config = config;
    this.ports = ports;
    this.owners = owners;
  }

  /**
   * @param begin makes the job durable
   * @return what {@code begin} does; fails before with {@code OBJECT_NOT_FOUND}, {@code
   *     NOT_A_VIDEO}, {@code OBJECT_TOO_LARGE}, or 429
   */
  <T> Future<T> admit(Caller.Submitter caller, Submission submission, Supplier<Future<T>> begin) {
    int before = underWay.merge(caller.name(), 1, Integer::sum) - 1;
    return ask(ports.objects().stat(submission.source()))
        .map(this::requireVideo)
        .compose(fits -> ask(ports.jobs().active(config.jobs().maxActive())))
        .compose(active -> requireRoom(caller, active, before))
        .compose(room -> begin.get())
        .onComplete(
            done ->
                underWay.computeIfPresent(
                    caller.name(), (name, count) -> count > 1 ? count - 1 : null));
  }

  private Void requireVideo(Optional<ObjectStat> stat) {
    if (stat.isEmpty()) {
      throw new TrimException(
          ErrorCode.OBJECT_NOT_FOUND,
          "There is no video at this URL; upload it first, then submit it.");
    }
    if (stat.get().size() == 0) {
      throw new TrimException(
          ErrorCode.NOT_A_VIDEO, "The file at this URL is empty; upload it again.");
    }
    if (stat.get().size() > config.uploads().maxBytes()) {
      throw new TrimException(
          ErrorCode.OBJECT_TOO_LARGE,
          "The video is larger than the "
              + config.uploads().maxBytes()
              + " bytes that this service takes.");
    }
    return null;
  }

  private Future<Void> requireRoom(Caller.Submitter caller, List<ActiveJob> active, int before) {
    if (active.size() >= config.jobs().maxActive()) {
      throw tooMany("Too many videos wait already; try again later.");
    }
    Optional<Quota> quota = caller.quota();
    if (quota.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Future<Boolean>> own =
        active.stream()
            .map(job -> ask(owners.ownerOf(job.key())).map(o -> o.filter(caller::owns).isPresent()))
            .toList();
    return Future.all(own)
        .map(
            known -> {
              long count = own.stream().filter(Future::result).count() + before;
              if (count >= quota.get().maxActive()) {
                throw tooMany("You have too many videos in work already; try again later.");
              }
              return null;
            });
  }

  private ApiException tooMany(String detail) {
    return ApiException.tooMany(detail, config.jobs().retryAfter());
  }

  private <T> Future<T> ask(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }
}
