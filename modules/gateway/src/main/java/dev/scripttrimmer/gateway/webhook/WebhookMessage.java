package dev.scripttrimmer.gateway.webhook;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.Failure;
import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.job.JobStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told.
 *
 * @param type {@code job.completed}, {@code job.failed}, or {@code job.superseded} when the next
 *     run had begun before this one's end could be told
 */
record WebhookMessage(String type, Instant timestamp, Data data) {
  /**
   * @param url the path at the service where the job, with its result, is read
   */
  record Data(
      QueueKey queueKey,
      String s3Url,
      int run,
      Optional<JobStatus> status,
      Optional<String> error,
      Optional<ErrorCode> code,
      String url) {}

  /** What {@code head} says of the run; empty while it is not over. */
  static Optional<WebhookMessage> of(Webhook webhook, Job head) {
    if (head.run().number() > webhook.run()) {
      return Optional.of(message("job.superseded", webhook, head, Optional.empty()));
    }
    if (head.run().number() < webhook.run()) {
      return Optional.empty();
    }
    return head.fold(
        pending -> Optional.empty(),
        running -> Optional.empty(),
        completed -> Optional.of(message("job.completed", webhook, head, Optional.empty())),
        failed -> Optional.of(message("job.failed", webhook, head, Optional.of(failed.failure()))));
  }

  private static WebhookMessage message(
      String type, Webhook webhook, Job head, Optional<Failure> failure) {
    boolean same = head.run().number() == webhook.run();
    return new WebhookMessage(
        type,
        head.updatedAt(),
        new Data(
            webhook.key(),
            head.submission().s3Url(),
            webhook.run(),
            same ? Optional.of(head.status()) : Optional.empty(),
            failure.map(Failure::detail),
            failure.map(Failure::code),
            "/jobs/" + webhook.key()));
  }
}
