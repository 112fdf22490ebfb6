package dev.scripttrimmer.gateway.webhook;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStore;
import dev.scripttrimmer.domain.job.JobStore.Versioned;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.gateway.access.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other services that a job has ended: at least once, whichever node dies, since who is to be
 * told lies in the store until they were. Every gateway looks for what is due; the one whose
 * conditional write wins tries. Futures complete on a context of this object's Vert.x.
 */
public final class Webhooks {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int MOST_ACTIVE = 1_000;
  private static final int GONE = 410;

  /** After which one whose run never began, because its submission failed, is forgotten. */
  private static final Duration ORPHANED = Duration.ofHours(1);

  private final Vertx vertx;
  private final JobStore jobs;
  private final WebhookPolicy policy;
  private final WebhookStore store;
  private final WebhookSender sender;
  private final Clock clock;

  /** By name, what was tried lately and when it is tried again: not every look reads all. */
  private final Map<String, Instant> later = new ConcurrentHashMap<>();

  private long timer;
  private boolean looking;

  public Webhooks(
      Vertx vertx,
      JobStore jobs,
      ObjectStore objects,
      String bucket,
      WebhookPolicy policy,
      WebhookSecrets secrets,
      Clock clock) {
    this.vertx = vertx;
    this.jobs = jobs;
    this.policy = policy;
    this.store = new WebhookStore(objects, bucket);
    this.sender = new WebhookSender(vertx, policy, secrets, clock);
    this.clock = clock;
  }

  /** Begins to look every few seconds. */
  public void begin() {
    timer = vertx.setPeriodic(LOOK.toMillis(), again -> look());
  }

  /**
   * @throws dev.scripttrimmer.domain.TrimException {@code URL_NOT_ALLOWED}
   */
  public URI requireAllowed(String url) {
    return policy.requireAllowed(url);
  }

  /**
   * Has {@code url} told when the run ends, which may be now.
   *
   * @return succeeds once that is durable
   */
  public Future<Void> tell(Caller.Submitter owner, QueueKey key, int run, URI url) {
    Instant now = clock.instant();
    return ask(store.add(new Webhook(key, run, url, owner.name(), 0, now, now)));
  }

  /**
   * Looks once for what is due.
   *
   * @return succeeds once all that was due has been tried, or at once while that goes on; never
   *     fails
   */
  Future<Void> look() {
    synchronized (this) {
      if (looking) {
        return Future.succeededFuture();
      }
      looking = true;
    }
    return ask(store.list())
        .compose(entries -> entries.isEmpty() ? Future.succeededFuture() : lookAt(entries))
        .onFailure(e -> LOG.warn("webhooks not looked at cause={}", e.toString()))
        .otherwiseEmpty()
        .onComplete(
            done -> {
              synchronized (this) {
                looking = false;
              }
            });
  }

  private Future<Void> lookAt(List<WebhookStore.Entry> entries) {
    later.keySet().retainAll(entries.stream().map(WebhookStore.Entry::name).toList());
    Instant now = clock.instant();
    return ask(jobs.active(MOST_ACTIVE))
        .map(Set::copyOf)
        .compose(
            active ->
                Future.join(
                        entries.stream()
                            .filter(entry -> !active.contains(entry.key()))
                            .filter(entry -> !later.getOrDefault(entry.name(), now).isAfter(now))
                            .map(this::attempt)
                            .toList())
                    .mapEmpty());
  }

  private Future<Void> attempt(WebhookStore.Entry entry) {
    return ask(store.read(entry))
        .compose(
            kept -> {
              if (kept.isEmpty()) {
                return Future.<Void>succeededFuture();
              }
              Instant notBefore = kept.get().webhook().notBefore();
              if (notBefore.isAfter(clock.instant())) {
                later.put(entry.name(), notBefore);
                return Future.<Void>succeededFuture();
              }
              return ask(jobs.find(entry.key()))
                  .compose(head -> attempt(entry, kept.get(), head.map(Versioned::job)));
            })
        .onFailure(e -> LOG.warn("webhook waits key={} cause={}", entry.key(), reason(e)))
        .otherwiseEmpty();
  }

  private Future<Void> attempt(
      WebhookStore.Entry entry, WebhookStore.Kept kept, Optional<Job> head) {
    Webhook webhook = kept.webhook();
    Optional<WebhookMessage> message = head.flatMap(job -> WebhookMessage.of(webhook, job));
    if (message.isEmpty()) {
      boolean orphaned =
          head.filter(job -> job.run().number() == webhook.run()).isEmpty()
              && webhook.createdAt().plus(ORPHANED).isBefore(clock.instant());
      return orphaned ? ask(store.remove(entry)) : Future.succeededFuture();
    }
    Webhook attempted = webhook.attempted(clock.instant());
    return ask(store.replace(entry, kept, attempted))
        .compose(
            won ->
                won
                    ? sender
                        .send(entry.messageId(), attempted, message.get())
                        .transform(sent -> settle(entry, attempted, sent.result(), sent.cause()))
                    : Future.succeededFuture());
  }

  /**
   * @param status null when there was no answer
   */
  private Future<Void> settle(
      WebhookStore.Entry entry, Webhook attempted, Integer status, Throwable failure) {
    boolean told = status != null && status >= 200 && status < 300;
    boolean over = told || status != null && status == GONE || attempted.isGivenUp();
    if (told) {
      LOG.info("webhook told key={} run={}", attempted.key(), attempted.run());
    } else {
      LOG.warn(
          "webhook not told key={} run={} attempt={} status={} cause={} {}",
          attempted.key(),
          attempted.run(),
          attempted.attempts(),
          status,
          failure == null ? "-" : reason(failure),
          over ? "given up" : "tried again later");
    }
    return over ? ask(store.remove(entry)) : Future.succeededFuture();
  }

  /** Without the message, which may hold the URL. */
  private static String reason(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  /** Looks no more; a delivery that is under way is tried again later by whoever looks then. */
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    return sender.close();
  }

  private <T> Future<T> ask(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }
}
