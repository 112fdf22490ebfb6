package dev.scripttrimmer.jobstore;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectPage;
import dev.scripttrimmer.domain.store.ObjectStore;
import dev.scripttrimmer.domain.store.ObjectStoreException;
import dev.scripttrimmer.domain.store.ObjectStoreException.Kind;
import dev.scripttrimmer.domain.store.Precondition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One empty object per run, named so that a listing is in order of submission, newest first. */
final class RunIndex {
  private static final String PREFIX = "index/";
  private static final long END_OF_TIME = 9_999_999_999_999L;
  private static final Pattern NAME = Pattern.compile("\\d{13}-([0-9a-f]{32})-(\\d{1,9})");
  private static final byte[] NOTHING = {};

  private final ObjectStore store;
  private final String bucket;

  RunIndex(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  CompletionStage<Void> write(Job job) {
    return store
        .put(location(job), NOTHING, "application/octet-stream", Precondition.none())
        .thenApply(version -> null);
  }

  CompletionStage<Void> remove(Job job) {
    return store.delete(location(job));
  }

  private ObjectLocation location(Job job) {
    long reversed = END_OF_TIME - job.submission().submittedAt().toEpochMilli();
    return new ObjectLocation(
        bucket, "%s%013d-%s-%d".formatted(PREFIX, reversed, job.key(), job.run().number()));
  }

  /**
   * @param cursor the name of the run before the first wanted one
   * @return fails with {@code INVALID} when {@code cursor} is no run's name
   */
  CompletionStage<Page> list(Optional<String> cursor, int limit) {
    if (cursor.isPresent() && !NAME.matcher(cursor.get()).matches()) {
      return CompletableFuture.failedFuture(
          new ObjectStoreException(Kind.INVALID, "not the cursor of a page of runs", null));
    }
    return store
        .list(bucket, PREFIX, cursor.map(name -> PREFIX + name).orElse(""), limit)
        .thenApply(RunIndex::page);
  }

  private static Page page(ObjectPage listing) {
    List<Entry> entries =
        listing.objects().stream()
            .flatMap(object -> Entry.parse(object.location().key()).stream())
            .toList();
    Optional<String> next =
        listing.more()
            ? Optional.of(
                listing
                    .objects()
                    .get(listing.objects().size() - 1)
                    .location()
                    .key()
                    .substring(PREFIX.length()))
            : Optional.empty();
    return new Page(entries, next);
  }

  /**
   * @param next the last entry's name, when more follow
   */
  record Page(List<Entry> entries, Optional<String> next) {}

  record Entry(String name, QueueKey key, int run) {
    private static Optional<Entry> parse(String objectKey) {
      String name = objectKey.substring(PREFIX.length());
      Matcher matcher = NAME.matcher(name);
      return matcher.matches()
          ? Optional.of(
              new Entry(name, new QueueKey(matcher.group(1)), Integer.parseInt(matcher.group(2))))
          : Optional.empty();
    }
  }
}
