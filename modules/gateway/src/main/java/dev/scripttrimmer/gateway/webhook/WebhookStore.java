package dev.scripttrimmer.gateway.webhook;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.domain.store.Precondition;
import dev.scripttrimmer.gateway.access.ApiKey;
import dev.scripttrimmer.json.DomainJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps who is to be told, durably: one object each, which goes when they were. Conditional writes
 * decide which gateway tries a delivery.
 */
final class WebhookStore {
  private static final String PREFIX = "webhooks/";
  private static final Pattern NAME =
      Pattern.compile("webhooks/([0-9a-f]{32})-\\d{1,9}-[0-9a-f]{32}");
  private static final String JSON = "application/json";
  private static final int PAGE = 1_000;

  private final ObjectStore store;
  private final String bucket;

  WebhookStore(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /** One that is kept, by its name alone. */
  record Entry(String name, QueueKey key) {
    /** The same for every delivery of it, and for nothing else. */
    String messageId() {
      return "msg_" + name.substring(PREFIX.length());
    }
  }

  /** One that is kept, and what names it for the next write. */
  record Kept(Webhook webhook, ObjectVersion version) {}

  /** Keeps it, unless it is kept already. */
  CompletionStage<Void> add(Webhook webhook) {
    String hash = ApiKey.Hash.of(webhook.url().toString()).hex().substring(0, 32);
    String name = "%s%s-%d-%s".formatted(PREFIX, webhook.key(), webhook.run(), hash);
    return write(name, webhook, Precondition.absent()).thenApply(written -> null);
  }

  /** Up to a thousand, in no order that means anything. */
  CompletionStage<List<Entry>> list() {
    return store
        .list(bucket, PREFIX, "", PAGE)
        .thenApply(
            page ->
                page.objects().stream()
                    .map(ObjectStat::location)
                    .map(ObjectLocation::key)
                    .flatMap(key -> entry(key).stream())
                    .toList());
  }

  private static Optional<Entry> entry(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new Entry(name, new QueueKey(matcher.group(1))))
        : Optional.empty();
  }

  CompletionStage<Optional<Kept>> read(Entry entry) {
    return store
        .get(new ObjectLocation(bucket, entry.name()))
        .thenApply(
            found ->
                found.map(
                    document ->
                        new Kept(
                            DomainJson.read(document.body(), Webhook.class), document.version())));
  }

  /**
   * @return whether it was still as {@code kept} says
   */
  CompletionStage<Boolean> replace(Entry entry, Kept kept, Webhook next) {
    return write(entry.name(), next, Precondition.matches(kept.version()));
  }

  private CompletionStage<Boolean> write(String name, Webhook webhook, Precondition precondition) {
    return store
        .put(new ObjectLocation(bucket, name), DomainJson.write(webhook), JSON, precondition)
        .thenApply(version -> true)
        .exceptionallyCompose(
            failure ->
                isBeaten(failure)
                    ? CompletableFuture.completedFuture(false)
                    : CompletableFuture.failedFuture(failure));
  }

  private static boolean isBeaten(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof ObjectStoreException store
        && store.kind() == ObjectStoreException.Kind.PRECONDITION_FAILED;
  }

  CompletionStage<Void> remove(Entry entry) {
    return store.delete(new ObjectLocation(bucket, entry.name()));
  }
}
